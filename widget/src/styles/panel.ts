/** The button in the corner and the panel that it opens. */

import { css } from "lit";

export const launcher = css`
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

export const panel = css`
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
