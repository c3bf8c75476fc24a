/** The sections of an answer, where they come from, and the small print of all turns. */

import { css } from "../view-element";

export const sections = css`
  .words + .section,
  .words + .sections,
  .words + .compare {
    margin-block-start: 0.7em;
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
  summary > .icon:last-child {
    inline-size: 1.1em;
    block-size: 1.1em;
  }
  details[open] > summary > .icon:last-child {
    rotate: 180deg;
  }
  .sections {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    margin-inline: -1em;
  }
  details.section {
    padding-inline: 1em;
    border-block-start: 1px solid var(--line);
  }
  details.section[open] {
    padding-block-end: 0.3em;
  }
  details.section h3 {
    padding-block: 0.5em;
    font-size: 1em;
  }
  .link {
    min-block-size: 44px;
    padding: 0 0.2em;
    border: 0;
    background: none;
    color: var(--link);
    font-weight: 550;
    text-decoration: underline;
    text-underline-offset: 0.15em;
  }
  .open-all {
    justify-self: end;
    margin: -0.6em 1em 0;
    font-size: 0.875em;
  }
  .body,
  .highlights {
    display: grid;
    gap: 0.65em;
    margin-block-start: 0.4em;
  }
  .highlights {
    gap: 0.45em;
    padding-inline-start: 0.8em;
    border-inline-start: 0.2em solid var(--accent);
    font-size: 1.0625em;
    line-height: 1.45;
  }
  .body h4,
  .body h5,
  .body h6,
  .column h4 {
    margin: 0;
    font-size: 1em;
    font-weight: 650;
  }
  :is(.body, .words) :is(ul, ol) {
    padding-inline-start: 1.25em;
  }
  .body li::marker,
  .words li::marker {
    color: var(--ink-soft);
  }
  .body li + li,
  .body li > :is(p, ul, ol) {
    margin-block-start: 0.2em;
  }
  .rest > summary {
    justify-content: flex-start;
    color: var(--link);
    font-size: 0.9375em;
    font-weight: 550;
  }
  .rest > summary .icon {
    color: inherit;
  }
  .rest[open] > .body {
    margin-block: 0 0.4em;
  }
  sup {
    font-size: 0.75em;
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
    margin-block-start: 0.3em;
    color: var(--ink-soft);
    font-size: 0.8125em;
  }
  .provenance > summary {
    justify-content: flex-start;
    gap: 0.45em;
  }
  .provenance > summary > .icon:first-child {
    inline-size: 1.2em;
    block-size: 1.2em;
  }
  .line {
    min-inline-size: 0;
    line-height: 1.35;
  }
  /* Of what has no room on the line, the source is what is written out below it. */
  .line span {
    display: inline-block;
    max-inline-size: 9em;
    overflow: hidden;
    text-overflow: ellipsis;
    vertical-align: bottom;
    white-space: nowrap;
  }
  .provenance > p,
  .provenance > ol {
    margin-block-end: 0.3em;
  }
  .date,
  .references-title {
    color: var(--ink);
    font-weight: 600;
  }
  .references-title {
    padding-block-start: 0.3em;
  }
  .old {
    display: flex;
    align-items: center;
    gap: 0.4em;
    color: var(--ink);
    font-weight: 600;
  }
  .references {
    display: grid;
    gap: 0.4em;
    padding-inline-start: 1.7em;
  }
  .references li:focus {
    outline: 0.15em solid var(--link);
    outline-offset: 0.2em;
    background: var(--accent-soft);
    border-radius: 0.15em;
  }
  .enlarge {
    display: flex;
    align-items: center;
    gap: 0.5em;
    margin-block: 0.5em 0.7em;
  }
  .large .enlarge {
    display: none;
  }
  .compare {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 17em), 1fr));
    gap: 1em;
    margin-block-start: 0.5em;
  }
  .column {
    display: grid;
    gap: 0.25em;
    align-content: start;
    padding: 0.8em 0.9em 0.2em;
    border: 1px solid var(--line);
    border-radius: 0.7em;
    background: var(--ground);
  }
  .column h4 {
    color: var(--ink-soft);
    font-size: 0.9375em;
    font-weight: 550;
  }
`;

export const finePrint = css`
  .fine-print {
    padding: 0 0.9em;
    border-block-start: 1px solid var(--line);
    background: var(--paper);
    color: var(--ink-soft);
    font-size: 0.75em;
    line-height: 1.35;
  }
  .turn .fine-print {
    margin: 0.6em -1.3em -1em;
    padding-inline: 1.3em;
  }
  .disclaimer .words {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
  }
  .disclaimer[open] .words {
    display: block;
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
    column-gap: 0.9em;
    line-height: 1.2;
  }
  .contact p {
    flex: 1 1 8em;
    padding-block-start: 0.25em;
  }
  .contact p span {
    display: inline-block;
  }
  .contact strong {
    color: var(--ink);
    font-weight: 600;
  }
  .contact ul {
    display: flex;
    flex-wrap: wrap;
    column-gap: 0.9em;
    list-style: none;
  }
  .contact a {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.35em;
    min-inline-size: 24px;
    min-block-size: 44px;
  }
  .contact .icon {
    inline-size: 1.35em;
    block-size: 1.35em;
  }
`;
