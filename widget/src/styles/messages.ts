/** What is said: the visitor's words, and the cards of the turns. */

import { css } from "lit";

export const messages = css`
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
    border-radius: 1em;
    border-end-end-radius: 0.25em;
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
    border-radius: 1em;
    border-start-start-radius: 0.25em;
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
  .emergency > .warning {
    background: var(--danger-soft);
    font-weight: 600;
  }
  .emergency > .warning a {
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
    border-radius: 1em;
    border-start-start-radius: 0.25em;
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
