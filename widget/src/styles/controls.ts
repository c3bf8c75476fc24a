/** What is pressed and typed into, and how everything looks in colours that the system chooses. */

import { css } from "lit";

export const controls = css`
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
  .composer {
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
  [dir="rtl"] .send .icon {
    scale: -1 1;
  }
  .speak:not([aria-pressed="true"]) {
    border-color: var(--edge);
    background: var(--paper);
    color: var(--link);
  }
  #privacy,
  #comment-hint {
    margin-block-start: 0.4em;
    color: var(--ink-soft);
    font-size: 0.8125em;
  }
`;

/** What can be done with a turn: say whether it helped, and have it read aloud. */
export const tools = css`
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    justify-content: space-between;
    padding-inline: 1em;
    border-block-start: 1px solid var(--line);
  }
  .tools:empty {
    display: none;
  }
  .feedback {
    flex: 1;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    column-gap: 0.25em;
  }
  .rate {
    margin-inline-end: 0.5em;
    color: var(--ink-soft);
    font-size: 0.875em;
  }
  .tools .tool {
    color: var(--link);
  }
  .tools .tool:hover {
    background: var(--accent-soft);
  }
  .tools .tool:focus-visible {
    outline-color: var(--focus);
  }
  .tools [aria-pressed="true"] {
    background: var(--accent);
    color: var(--accent-ink);
  }
  .tools [aria-pressed="true"]:hover {
    background: var(--accent);
  }
  .comment {
    flex: 1 0 100%;
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    padding-block: 0.3em 0.8em;
  }
  .comment > :not(button) {
    flex: 1 0 100%;
    margin: 0;
  }
`;

/** Where the system chooses the colours, borders carry what backgrounds else do. */
export const forcedColours = css`
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
    .tool,
    .send,
    .menu-items button {
      border: 1px solid ButtonText;
    }
    [aria-pressed="true"] {
      outline: 3px solid Highlight;
      outline-offset: -5px;
    }
    .writing i {
      border-color: CanvasText;
    }
    :focus-visible {
      outline-color: Highlight;
    }
  }
`;
