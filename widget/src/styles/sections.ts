/** The sections of an answer, and the fine print under every turn. */

import { css } from "lit";

export const sections = css`
  .old {
    display: flex;
    align-items: center;
    gap: 0.4em;
    color: var(--ink);
    font-weight: 600;
  }
  .open-all {
    margin: 0 1em 0.8em;
  }
  .section {
    padding: 0.9em 1em 1em;
    border-block-start: 1px solid var(--line);
  }
  h3 {
    font-size: 1.0625em;
    font-weight: 650;
    line-height: 1.35;
  }
  summary {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0.6em;
    min-block-size: 44px;
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary .icon {
    color: var(--ink-soft);
  }
  details[open] > summary .icon {
    rotate: 180deg;
  }
  details.section {
    padding-block: 0.2em;
  }
  details.section[open] {
    padding-block-end: 1em;
  }
  .body {
    display: grid;
    gap: 0.7em;
    margin-block-start: 0.5em;
  }
  .body h4,
  .body h5,
  .body h6 {
    font-size: 1em;
    font-weight: 650;
  }
  .body :is(ul, ol) {
    padding-inline-start: 1.4em;
  }
  .body li + li,
  .body li > :is(p, ul, ol) {
    margin-block-start: 0.3em;
  }
  sup {
    font-size: 0.8em;
    line-height: 0;
  }
  /* A word joiner, so that no line begins with a marker. */
  sup::before {
    content: "\\2060";
  }
  .citation {
    padding: 0.4em 0.1em;
    text-decoration: none;
    font-weight: 600;
  }
  .citation:hover {
    text-decoration: underline;
  }
  .provenance {
    display: grid;
    gap: 0.15em;
    margin-block-start: 0.9em;
    padding: 0.65em 0.85em;
    border-radius: 0.5em;
    background: var(--ground);
    color: var(--ink-soft);
    font-size: 0.875em;
  }
  .date {
    color: var(--ink);
    font-weight: 600;
  }
  .references {
    color: var(--ink-soft);
    font-size: 0.875em;
  }
  .references summary {
    justify-content: flex-start;
    gap: 0.5em;
    margin-block-start: 0.2em;
    font-weight: 600;
  }
  .references summary::before {
    content: "";
    inline-size: 0.45em;
    block-size: 0.45em;
    margin-inline-end: 0.15em;
    border: solid currentColor;
    border-width: 0 0.125em 0.125em 0;
    rotate: -45deg;
  }
  .references[open] summary::before {
    rotate: 45deg;
  }
  .references ol {
    display: grid;
    gap: 0.45em;
    padding-inline-start: 1.9em;
  }
  .references li:focus {
    outline: 0.15em solid var(--focus);
    outline-offset: 0.2em;
    background: var(--accent-soft);
    border-radius: 0.15em;
  }
`;

export const finePrint = css`
  .fine-print {
    padding: 0.15em 1.23em 0.3em;
    border-block-start: 1px solid var(--line);
    background: var(--ground);
    color: var(--ink-soft);
    font-size: 0.8125em;
  }
  .disclaimer .words {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .disclaimer[open] summary {
    padding-block: 0.8em;
    align-items: flex-start;
  }
  .disclaimer[open] .words {
    white-space: normal;
  }
  .disclaimer p a {
    display: inline-flex;
    align-items: center;
    min-block-size: 44px;
  }
  .contact {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    column-gap: 1.1em;
    border-block-start: 1px solid var(--line);
    padding-block: 0.5em 0;
  }
  .contact p {
    flex: 1 0 100%;
  }
  .contact strong {
    color: var(--ink);
    font-weight: 600;
  }
  .contact ul {
    display: flex;
    flex-wrap: wrap;
    column-gap: 1.1em;
    list-style: none;
  }
  .contact a {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    min-block-size: 44px;
  }
`;
