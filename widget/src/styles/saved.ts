/** The looks of a printed or saved conversation. */

import { css } from "../view-element";

export const savedLooks = css`
  main {
    max-width: 44em;
    margin: 1.5em auto;
    padding: 0 1em;
    font: 1em/1.5 system-ui, sans-serif;
    overflow-wrap: anywhere;
  }
  h1 {
    font-size: 1.5em;
  }
  h2 {
    margin: 1.6em 0 0.3em;
    padding-top: 0.8em;
    border-top: 1px solid #888;
    font-size: 1em;
  }
  h3 {
    margin: 1em 0 0.3em;
    font-size: 1.15em;
  }
  .said,
  .plain {
    white-space: pre-line;
  }
  .said {
    font-weight: 600;
  }
  summary {
    list-style: none;
    font-weight: 600;
  }
  .section summary h3 {
    display: inline;
  }
  .provenance,
  .references,
  .fine-print {
    font-size: 0.9em;
  }
  .provenance {
    margin: 0.8em 0;
    padding-inline-start: 0.8em;
    border-inline-start: 3px solid #888;
  }
  .provenance p {
    margin: 0;
  }
  .fine-print {
    margin-top: 1.5em;
    border-top: 1px solid #888;
  }
  .disclaimer summary {
    margin-top: 1em;
    font-weight: 400;
  }
`;
