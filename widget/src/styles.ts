/**
 * The looks. Everything is set on the host anew and as important, as else the page's own rules for all elements
 * would win; sizes are in em of the visitor's own text size, as the page may have changed what a rem is.
 */

import { css } from "lit";

const host = css`
  :host {
    all: initial !important;
    color-scheme: light dark !important;
    direction: ltr !important;
    display: block !important;
    position: fixed !important;
    inset: auto 0 0 0 !important;
    block-size: 0 !important;
    z-index: 2147483000 !important;
  }
  @media print {
    :host {
      display: none !important;
    }
  }
`;

/** On an element of ours, not on the host: there the page could set custom properties to other values. */
const colours = css`
  .root {
    --ink: #15252c;
    --ink-soft: #485b65;
    --paper: #fff;
    --ground: #f1f5f6;
    --line: #d5dfe3;
    --edge: #6c808a;
    --head: #0b4f5c;
    --head-ink: #fff;
    --accent: #0b5c6b;
    --accent-ink: #fff;
    --accent-soft: #e3f1f3;
    --link: #08596a;
    --danger: #a6211a;
    --danger-soft: #fdf0ee;
    --person: #5a3d9e;
    --shadow: 0 0.5em 2em rgb(10 40 50 / 28%), 0 0.1em 0.4em rgb(10 40 50 / 20%);
  }
  @media (prefers-color-scheme: dark) {
    .root {
      --ink: #e9f0f2;
      --ink-soft: #b4c3ca;
      --paper: #1c282e;
      --ground: #121b20;
      --line: #34454d;
      --edge: #8799a2;
      --head: #10343c;
      --head-ink: #f2f8f9;
      --accent: #84d3e0;
      --accent-ink: #06272e;
      --accent-soft: #1d3d45;
      --link: #8cd8e4;
      --danger: #ffb1a8;
      --danger-soft: #3a1d1b;
      --person: #c9b6ff;
      --shadow: 0 0.5em 2em rgb(0 0 0 / 60%);
    }
  }
`;

const basics = css`
  .root {
    color: var(--ink);
    font: 1em/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
    overflow-wrap: anywhere;
    -webkit-text-size-adjust: 100%;
    text-size-adjust: 100%;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  h2,
  h3,
  h4,
  h5,
  h6,
  p,
  ul,
  ol {
    margin: 0;
    padding: 0;
  }
  button,
  textarea {
    font: inherit;
    color: inherit;
    margin: 0;
  }
  button,
  summary {
    cursor: pointer;
  }
  a {
    color: var(--link);
    text-underline-offset: 0.15em;
  }
  [hidden] {
    display: none !important;
  }
  :focus-visible {
    outline: 0.1875em solid var(--accent);
    outline-offset: 0.125em;
  }
  .icon {
    flex: none;
    inline-size: 1.25em;
    block-size: 1.25em;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .only-read {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

const launcher = css`
  .launcher {
    position: absolute;
    inset-block-end: 1.25em;
    inset-inline-end: 1.25em;
    display: flex;
    align-items: center;
    gap: 0.6em;
    max-inline-size: calc(100vw - 2.5em);
    min-block-size: max(3.25em, 44px);
    padding: 0.5em 1.3em 0.5em 1.1em;
    border: 2px solid var(--accent-ink);
    border-radius: 2em;
    background: var(--accent);
    color: var(--accent-ink);
    font-weight: 600;
    text-align: start;
    box-shadow: var(--shadow);
  }
  .launcher:hover {
    filter: brightness(1.12);
  }
  .launcher:focus-visible {
    outline-offset: 0.25em;
  }
  .launcher .icon {
    inline-size: 1.6em;
    block-size: 1.6em;
  }
  .left .launcher {
    inset-inline: 1.25em auto;
  }
  .news {
    padding: 0.1em 0.6em;
    border-radius: 1em;
    background: var(--accent-ink);
    color: var(--accent);
    font-size: 0.8125em;
  }
`;

const panel = css`
  .panel {
    position: fixed;
    inset: auto 1.25em 1.25em auto;
    inline-size: min(26em, 100vw - 2.5em);
    block-size: min(43em, 100vh - 2.5em);
    block-size: min(43em, 100dvh - 2.5em);
    max-inline-size: none;
    max-block-size: none;
    margin: 0;
    padding: 0;
    border: 1px solid var(--edge);
    border-radius: 1em;
    background: var(--ground);
    color: inherit;
    overflow: hidden;
    box-shadow: var(--shadow);
  }
  .left .panel {
    inset-inline: 1.25em auto;
  }
  .panel[open] {
    display: flex;
    flex-direction: column;
  }
  .panel::backdrop {
    background: none;
  }
  header {
    display: flex;
    align-items: center;
    gap: 0.25em;
    padding: 0.4em 0.5em 0.4em 1.1em;
    background: var(--head);
    color: var(--head-ink);
    border-block-end: 1px solid transparent;
  }
  h2 {
    flex: 1;
    font-size: 1.0625em;
    font-weight: 650;
    line-height: 1.3;
  }
  .tool {
    display: grid;
    place-items: center;
    min-inline-size: max(2.75em, 44px);
    min-block-size: max(2.75em, 44px);
    padding: 0;
    border: 0;
    border-radius: 0.6em;
    background: none;
  }
  .tool:hover {
    background: rgb(255 255 255 / 16%);
  }
  .tool:focus-visible {
    outline-color: var(--head-ink);
    outline-offset: -0.25em;
  }
  .log {
    position: relative;
    flex: 1;
    min-block-size: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
    padding: 0.9em;
    display: flex;
    flex-direction: column;
    gap: 0.8em;
    font-size: 0.9375em;
    scrollbar-color: var(--edge) transparent;
  }
  .log > * {
    flex: none;
  }
  .log:focus-visible {
    outline-offset: -0.1875em;
  }
  @media (max-width: 30em), (max-height: 26em) {
    .panel,
    .left .panel {
      inset: 0;
      inline-size: 100%;
      block-size: 100%;
      border: 0;
      border-radius: 0;
    }
  }
  /* Where hardly any height is left, the composer gives way to the messages. */
  @media (max-height: 26em) {
    form p {
      display: none;
    }
  }
`;

const messages = css`
  .visitor {
    align-self: flex-end;
    max-inline-size: 85%;
    display: grid;
    justify-items: end;
    gap: 0.3em;
  }
  .bubble {
    padding: 0.55em 0.9em;
    border: 1px solid transparent;
    border-radius: 1em 1em 0.25em 1em;
    background: var(--accent);
    color: var(--accent-ink);
    white-space: pre-wrap;
  }
  .delivery {
    color: var(--ink-soft);
    font-size: 0.875em;
    text-align: end;
  }
  .turn {
    border: 1px solid var(--line);
    border-radius: 0.25em 1em 1em 1em;
    background: var(--paper);
    overflow: hidden;
  }
  .author {
    display: flex;
    align-items: center;
    gap: 0.4em;
    padding: 0.75em 1.23em 0;
    color: var(--ink-soft);
    font-size: 0.8125em;
    font-weight: 600;
  }
  .turn > .words {
    display: grid;
    gap: 0.6em;
    padding: 0.25em 1em 0.85em;
  }
  .plain {
    white-space: pre-line;
  }
  .operator .author {
    color: var(--person);
  }
  .operator {
    border-inline-start: 0.3em solid var(--person);
  }
  .emergency {
    border: 2px solid var(--danger);
  }
  .emergency > .author {
    padding: 0.7em 1em 0.4em;
    background: var(--danger-soft);
    color: var(--danger);
    font-size: 1em;
  }
  .emergency > .words {
    background: var(--danger-soft);
    font-weight: 600;
  }
  .emergency > .words a {
    color: var(--danger);
    white-space: nowrap;
    padding-block: 0.6em;
  }
  .writing {
    align-self: flex-start;
    display: flex;
    gap: 0.35em;
    padding: 0.9em 1em;
    border: 1px solid var(--line);
    border-radius: 0.25em 1em 1em 1em;
    background: var(--paper);
  }
  .writing i {
    inline-size: 0.5em;
    block-size: 0.5em;
    border: 0.25em solid var(--ink-soft);
    border-radius: 50%;
  }
  @media (prefers-reduced-motion: no-preference) {
    .writing i {
      animation: writing 1.2s infinite;
    }
    .writing i:nth-child(2) {
      animation-delay: 0.15s;
    }
    .writing i:nth-child(3) {
      animation-delay: 0.3s;
    }
    @keyframes writing {
      0%,
      60%,
      100% {
        opacity: 0.35;
      }
      30% {
        opacity: 1;
      }
    }
  }
`;

const sections = css`
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
    outline: 0.15em solid var(--accent);
    outline-offset: 0.2em;
    background: var(--accent-soft);
    border-radius: 0.15em;
  }
`;

const finePrint = css`
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

const controls = css`
  .quick-replies {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    list-style: none;
  }
  .chip {
    min-block-size: 44px;
    padding: 0.4em 1em;
    border: 1px solid var(--accent);
    border-radius: 1.5em;
    background: var(--paper);
    color: var(--link);
    font-weight: 550;
    line-height: 1.3;
    text-align: start;
  }
  .chip:hover {
    background: var(--accent-soft);
  }
  form {
    padding: 0.6em 0.9em 0.7em;
    border-block-start: 1px solid var(--line);
    background: var(--paper);
  }
  label {
    display: block;
    margin-block-end: 0.3em;
    font-size: 0.875em;
    font-weight: 600;
  }
  .field {
    display: flex;
    align-items: flex-end;
    gap: 0.5em;
  }
  textarea {
    flex: 1;
    min-inline-size: 0;
    min-block-size: max(2.875em, 46px);
    max-block-size: 8em;
    padding: 0.6em 0.8em;
    border: 1px solid var(--edge);
    border-radius: 0.7em;
    background: var(--paper);
    line-height: 1.5;
    resize: none;
    field-sizing: content;
  }
  textarea::placeholder {
    color: var(--ink-soft);
    opacity: 1;
  }
  textarea:focus-visible {
    outline-offset: 0;
    outline-width: 0.125em;
  }
  .send {
    display: grid;
    place-items: center;
    inline-size: max(2.875em, 46px);
    block-size: max(2.875em, 46px);
    padding: 0;
    border: 1px solid transparent;
    border-radius: 0.7em;
    background: var(--accent);
    color: var(--accent-ink);
  }
  .send:hover {
    filter: brightness(1.12);
  }
  form p {
    margin-block-start: 0.4em;
    color: var(--ink-soft);
    font-size: 0.8125em;
  }
`;

/** Where the system chooses the colours, borders carry what backgrounds else do. */
const forcedColours = css`
  @media (forced-colors: active) {
    .bubble,
    .launcher,
    .send,
    header {
      border-color: CanvasText;
    }
    .emergency {
      border-width: 4px;
    }
    .writing i {
      border-color: CanvasText;
    }
    :focus-visible {
      outline-color: Highlight;
    }
  }
`;

export const styles = [host, colours, basics, launcher, panel, messages, sections, finePrint, controls, forcedColours];
