/** What is said: the visitor's words, and the cards of the turns. */

import { css } from "../view-element";

export const messages = css`
  .visitor {
    align-self: flex-end;
    max-inline-size: 85%;
    display: grid;
    justify-items: end;
    gap: 0.2em;
  }
  .bubble {
    padding: 0.55em 0.95em;
    border: 1px solid transparent;
    border-radius: 1.1em;
    border-end-end-radius: 0.3em;
    background: var(--accent);
    color: var(--accent-ink);
    white-space: pre-wrap;
  }
  .delivery,
  .said-at {
    color: var(--ink-soft);
    font-size: 0.8125em;
    text-align: end;
  }
  .turn,
  .request {
    position: relative;
    padding: 0.75em 1em 0.85em;
    border: 1px solid var(--line);
    border-radius: 1.1em;
    border-start-start-radius: 0.3em;
    background: var(--paper);
    overflow: hidden;
  }
  .said,
  .operator {
    justify-self: start;
    align-self: flex-start;
    max-inline-size: 94%;
  }
  .author {
    display: flex;
    align-items: center;
    gap: 0.5em;
    margin-block-end: 0.35em;
    color: var(--ink-soft);
    font-size: 0.8125em;
    font-weight: 600;
  }
  .author time {
    margin-inline-start: auto;
    padding-inline-start: 1em;
    font-weight: 400;
  }
  .face {
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 1.75em;
    block-size: 1.75em;
    border-radius: 50%;
    background: var(--accent-soft);
    color: var(--link);
  }
  .face .icon {
    inline-size: 1.15em;
    block-size: 1.15em;
  }
  .turn > .words,
  .request .words {
    display: grid;
    gap: 0.6em;
  }
  .plain {
    white-space: pre-line;
  }
  .operator {
    border-color: var(--person-line);
    background: var(--person-soft);
  }
  .operator .author {
    color: var(--person);
  }
  .operator .face {
    background: var(--person);
    color: var(--person-soft);
  }
  .emergency {
    border: 2px solid var(--danger);
  }
  .alarm {
    display: grid;
    gap: 0.35em;
    margin: 0.2em -0.4em 0.7em;
    padding: 0.8em 0.9em;
    border-radius: 0.7em;
    background: var(--danger);
    color: var(--danger-ink);
  }
  .alarm:not(:has(~ :is(.words, .section, .sections))) {
    margin-block-end: 0;
  }
  .alarm-title {
    display: flex;
    align-items: center;
    gap: 0.45em;
    font-size: 1.0625em;
    font-weight: 700;
  }
  .alarm .words {
    display: grid;
    gap: 0.5em;
    font-weight: 500;
  }
  .alarm a {
    color: inherit;
    font-weight: 700;
    white-space: nowrap;
    padding-block: 0.6em;
  }
  .writing {
    align-self: flex-start;
    display: flex;
    gap: 0.35em;
    padding: 0.9em 1em;
    border: 1px solid var(--line);
    border-radius: 1.1em;
    border-start-start-radius: 0.3em;
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
