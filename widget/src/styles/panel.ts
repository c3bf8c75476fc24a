/** The button in the corner and the panel that it opens. */

import { css } from "../view-element";

export const launcher = css`
  .launcher {
    position: absolute;
    inset-block-end: var(--gap-block);
    inset-inline-end: var(--gap-inline);
    display: flex;
    align-items: center;
    gap: 0.6em;
    max-inline-size: calc(100vw - 2 * var(--gap-inline));
    min-block-size: max(3.25em, 44px);
    padding-block: 0.5em;
    padding-inline: 1.1em 1.3em;
    border: 2px solid var(--accent-ink);
    border-radius: var(--rareguide-radius, 2em);
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
    inset-inline: var(--gap-inline) auto;
  }
  .news {
    position: absolute;
    inset-block-start: -0.5em;
    inset-inline-end: -0.2em;
    min-inline-size: 1.75em;
    padding: 0.15em 0.4em;
    border: 2px solid var(--accent-ink);
    border-radius: 1em;
    background: var(--danger);
    color: var(--danger-ink);
    font-size: 0.8125em;
    font-weight: 700;
    text-align: center;
  }
`;

export const panel = css`
  .panel {
    position: fixed;
    inset-block: auto var(--gap-block);
    inset-inline: auto var(--gap-inline);
    inline-size: min(var(--rareguide-width, 26em), 100vw - 2 * var(--gap-inline));
    block-size: min(var(--rareguide-height, 43em), 100dvh - 2 * var(--gap-block));
    max-inline-size: none;
    max-block-size: none;
    margin: 0;
    padding: 0;
    border: 1px solid var(--edge);
    border-radius: var(--rareguide-radius, 1em);
    background: var(--ground);
    color: inherit;
    overflow: hidden;
    box-shadow: var(--shadow);
  }
  .left .panel {
    inset-inline: var(--gap-inline) auto;
  }
  .large .panel {
    inset: 0.75em;
    inline-size: auto;
    block-size: auto;
  }
  /* Lines that can be read; what stands side by side has all the width. */
  .large :is(.composer, .log:not(:has(.compare))) {
    padding-inline: max(0.9em, 50% - 26em);
  }
  .large .shelf {
    padding-inline: max(0.9em, 50% - 32em);
  }
  .large .panel > .fine-print {
    padding-inline: max(0.9em, 50% - 34.7em);
  }
  .panel[open] {
    display: flex;
    flex-direction: column;
  }
  .panel::backdrop {
    background: none;
  }
  header {
    position: relative;
    z-index: 1;
    display: flex;
    align-items: center;
    gap: 0.25em;
    padding-block: 0.4em;
    padding-inline: 0.9em 0.4em;
    background: var(--head);
    color: var(--head-ink);
    border-block-end: 1px solid transparent;
  }
  .logo {
    block-size: 2em;
    max-inline-size: 6em;
    margin-inline-end: 0.4em;
    object-fit: contain;
  }
  h2 {
    flex: 1;
    font-size: 1em;
    font-weight: 650;
    line-height: 1.25;
    overflow-wrap: break-word;
  }
  .tool {
    display: grid;
    place-items: center;
    min-inline-size: 40px;
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
  .more .icon {
    stroke-width: 3.2;
  }
  .talk {
    grid-auto-flow: column;
    gap: 0.45em;
    position: relative;
    padding-inline: 0.8em;
    font-size: 0.8125em;
    font-weight: 600;
    white-space: nowrap;
  }
  /* What is seen of it is lower than what can be pressed. */
  .talk::before {
    content: "";
    position: absolute;
    inset: 4px 0;
    border: 1px solid;
    border-radius: 2em;
  }
  .talk:hover {
    background: none;
  }
  .talk:hover::before {
    background: rgb(255 255 255 / 16%);
  }
  .talk .icon {
    inline-size: 1.35em;
    block-size: 1.35em;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
  }
  .bar p {
    flex: 1 1 12em;
  }
  .topic-question {
    align-items: center;
    gap: 0.5em;
    padding: 0.6em 1.03em;
    border-block-start: 1px solid var(--line);
    background: var(--accent-soft);
    font-size: 0.875em;
  }
  .status,
  .notice {
    display: flex;
    align-items: center;
    gap: 0.5em;
    padding: 0.5em 1.03em;
    border-block-end: 1px solid var(--line);
    background: var(--paper);
    font-size: 0.875em;
  }
  .notice {
    border-block: 1px solid var(--line);
  }
  .status.person {
    font-weight: 600;
    background: var(--person-soft);
    color: var(--person);
  }
  .middle {
    position: relative;
    flex: 1;
    min-block-size: 0;
    display: flex;
  }
  .to-end {
    position: absolute;
    inset-block-end: 0.6em;
    inset-inline: 0;
    inline-size: fit-content;
    min-block-size: 44px;
    margin-inline: auto;
    display: flex;
    align-items: center;
    gap: 0.4em;
    padding: 0.3em 1.1em;
    border: 1px solid var(--accent-ink);
    border-radius: 2em;
    background: var(--accent);
    color: var(--accent-ink);
    font-size: 0.9375em;
    font-weight: 600;
    box-shadow: var(--shadow);
  }
  .log {
    position: relative;
    flex: 1;
    min-inline-size: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
    padding: 0.9em;
    display: flex;
    flex-direction: column;
    gap: 0.8em;
    font-size: 0.9375em;
    scrollbar-color: var(--edge) transparent;
  }
  .log > *,
  .entry > * {
    flex: none;
  }
  .entry {
    display: contents;
  }
  .log:focus-visible {
    outline-offset: -0.1875em;
  }
`;

export const menu = css`
  .menu-items {
    position: absolute;
    inset-block-start: calc(100% - 0.4em);
    inset-inline-end: 0.5em;
    inline-size: max-content;
    max-inline-size: min(18em, 100vw - 2em);
    max-block-size: calc(100vh - 5em);
    overflow: auto;
    padding: 0.4em;
    border: 1px solid var(--edge);
    border-radius: 0.7em;
    background: var(--paper);
    color: var(--ink);
    box-shadow: var(--shadow);
  }
  .menu-items ul {
    list-style: none;
  }
  .menu-items li button {
    inline-size: 100%;
    min-block-size: 44px;
    padding: 0.4em 0.9em;
    border: 0;
    border-radius: 0.5em;
    background: none;
    text-align: start;
  }
  .menu-items li button:hover {
    background: var(--accent-soft);
  }
  .sure {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6em;
    padding: 0.5em;
  }
  .sure p {
    flex: 1 0 100%;
  }
  .sure .danger {
    border-color: var(--danger);
    color: var(--danger);
  }
`;

/** Small screens, and large ones that are enlarged; after all else, since they change it. */
export const small = css`
  @media (max-width: 30em), (max-height: 26em) {
    .root .panel {
      inset: 0;
      inline-size: 100%;
      block-size: 100%;
      border: 0;
      border-radius: 0;
    }
    .root :is(.size, .enlarge) {
      display: none;
    }
  }
  @media (max-width: 26em) {
    .talk span {
      display: none;
    }
    .talk::before {
      border: 0;
    }
  }
  /* Where hardly any height is left, all but the messages shrinks to three slim lines. */
  @media (max-height: 26em) {
    .panel > .fine-print .contact p {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    header {
      padding-block: 0;
      border: 0;
    }
    h2 {
      font-size: 0.8125em;
    }
    header .tool {
      min-block-size: 26px;
      min-inline-size: 34px;
    }
    header .tool .icon {
      inline-size: 1.1em;
      block-size: 1.1em;
    }
    .log {
      padding-block: 0.4em;
    }
    .log .status {
      margin: -0.4em -0.9em 0;
    }
    .composer {
      padding-block: 2px;
      border: 0;
    }
    textarea {
      min-block-size: 30px;
      max-block-size: 4em;
      padding-block: 0.05em;
    }
    textarea:placeholder-shown {
      block-size: 30px;
      overflow: hidden;
      white-space: nowrap;
    }
    .send {
      inline-size: 30px;
      block-size: 30px;
    }
    .panel > .fine-print {
      display: flex;
      align-items: center;
      gap: 0.6em;
      padding-block: 0;
      border: 0;
      font-size: 0.6875em;
    }
    .panel > .fine-print :is(summary, .contact a) {
      min-block-size: 24px;
    }
    .panel > .fine-print .disclaimer {
      flex: 1;
    }
    .panel > .fine-print .disclaimer:not([open]) .words {
      -webkit-line-clamp: 1;
    }
    .panel > .fine-print:has([open]) {
      flex-wrap: wrap;
      max-block-size: 45vh;
      overflow-y: auto;
    }
    .panel > .fine-print .contact {
      flex-wrap: nowrap;
      margin: 0;
    }
    .status,
    .notice {
      padding-block: 0.1em;
    }
  }
`;
