/** The first screen: what this is, the search over the conditions, and questions to begin with. */

import { css } from "../view-element";

export const first = css`
  .first {
    display: grid;
    gap: 0.9em;
    align-content: start;
    flex: 1 0 auto;
  }
  .greeting {
    display: grid;
    gap: 0.3em;
    font-size: 1.0625em;
  }
  .greeting > :first-child:not(:last-child) {
    font-size: 1.25em;
    font-weight: 650;
    line-height: 1.3;
  }
  .search {
    position: relative;
  }
  .search-field {
    position: relative;
  }
  .search-field .icon {
    position: absolute;
    inset-block-start: calc(50% - 0.625em);
    inset-inline-start: 0.8em;
    color: var(--ink-soft);
    pointer-events: none;
  }
  #search {
    inline-size: 100%;
    min-block-size: max(2.875em, 46px);
    padding: 0.5em 0.9em;
    padding-inline-start: 2.7em;
    border: 1px solid var(--edge);
    border-radius: 0.8em;
    background: var(--paper);
  }
  #found {
    position: absolute;
    z-index: 2;
    inset-inline: 0;
    max-block-size: 18em;
    margin-block-start: 0.25em;
    padding: 0.3em;
    overflow-y: auto;
    border: 1px solid var(--edge);
    border-radius: 0.8em;
    background: var(--paper);
    box-shadow: var(--shadow);
    list-style: none;
  }
  #found li {
    display: grid;
    align-content: center;
    min-block-size: 44px;
    padding: 0.35em 0.8em;
    border-radius: 0.55em;
    line-height: 1.3;
    cursor: pointer;
  }
  #found li:hover,
  #found [aria-selected="true"] {
    background: var(--accent-soft);
  }
  #found [aria-selected="true"] {
    outline: 2px solid var(--link);
    outline-offset: -2px;
  }
  #found b {
    font-weight: 550;
  }
  #found span,
  .vain {
    color: var(--ink-soft);
    font-size: 0.875em;
  }
  .vain {
    margin-block-start: 0.4em;
  }
  .request {
    display: grid;
    gap: 0.6em;
    border-color: var(--person-line);
  }
  .request h3 {
    display: flex;
    align-items: center;
    gap: 0.5em;
    color: var(--person);
  }
  .request form {
    display: grid;
    gap: 0.65em;
  }
  .request :is(input, textarea) {
    display: block;
    inline-size: 100%;
    min-block-size: 44px;
    padding: 0.5em 0.8em;
    border: 1px solid var(--edge);
    border-radius: 0.6em;
    background: var(--paper);
  }
  .request [aria-invalid="true"] {
    border-color: var(--danger);
  }
  .error {
    margin-block-start: 0.25em;
    color: var(--danger);
    font-size: 0.875em;
    font-weight: 600;
  }
  .form-hint {
    color: var(--ink-soft);
    font-size: 0.8125em;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
  }
  .buttons .main {
    background: var(--accent);
    color: var(--accent-ink);
  }
  .buttons .main:hover {
    background: var(--accent);
    filter: brightness(1.12);
  }
  .starters {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(11em, 1fr));
    gap: 0.5em;
    list-style: none;
  }
  .starter {
    inline-size: 100%;
    block-size: 100%;
    min-block-size: 3.6em;
    padding: 0.6em 0.9em;
    border: 1px solid var(--line);
    border-radius: 0.8em;
    background: var(--paper);
    color: var(--link);
    font-weight: 550;
    line-height: 1.3;
    text-align: start;
  }
  .people {
    display: flex;
    align-items: center;
    gap: 0.5em;
    color: var(--ink-soft);
    font-size: 0.9375em;
  }
  .people .icon {
    color: var(--person);
  }
`;
