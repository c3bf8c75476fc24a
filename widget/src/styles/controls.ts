/** What is pressed and typed into, and how everything looks in colours that the system chooses. */

import { css } from "../view-element";

export const controls = css`
  .shelf {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    column-gap: 0.4em;
    max-block-size: min(17.5em, 35vh);
    padding: 0.25em 0.9em 0;
    overflow-y: auto;
    background: var(--paper);
    border-block-start: 1px solid var(--line);
    font-size: 0.8125em;
  }
  .shelf:not(:has(*)) {
    display: none;
  }
  .shelf + .composer {
    padding-block-start: 0.3em;
    border-block-start: 0;
  }
  .log .shelf {
    padding: 0;
    border: 0;
    background: none;
  }
  .quick-replies {
    display: contents;
    list-style: none;
  }
  .chip {
    min-block-size: 44px;
    padding: 0.35em 0.95em;
    border: 1px solid var(--accent);
    border-radius: 1.6em;
    background: var(--paper);
    color: var(--link);
    font-weight: 550;
    line-height: 1.3;
    text-align: start;
  }
  .chip:hover,
  .starter:hover {
    background: var(--accent-soft);
  }
  .quiet {
    border-color: var(--line);
  }
  /* What is seen of these is lower than what can be pressed, so that two lines of them take no more than that. */
  .shelf .chip,
  .topic {
    position: relative;
    z-index: 0;
    border: 0;
    background: none;
  }
  .shelf .chip {
    padding: 0.65em 0.75em;
  }
  .shelf .chip::before,
  .topic::before {
    content: "";
    position: absolute;
    z-index: -1;
    inset: 4px 0;
    border: 1px solid var(--accent);
    border-radius: 1.4em;
    background: var(--paper);
  }
  .shelf .quiet::before {
    border-color: var(--line);
  }
  .shelf .chip:hover::before {
    background: var(--accent-soft);
  }
  .topic::before {
    border-color: transparent;
    background: var(--accent-soft);
  }
  .topic {
    display: flex;
    align-items: center;
    max-inline-size: 100%;
    padding-inline-start: 0.85em;
    color: var(--ink);
  }
  .topic-name {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .drop {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 38px;
    block-size: 44px;
    padding: 0;
    border: 0;
    background: none;
    color: var(--ink-soft);
  }
  .drop .icon {
    inline-size: 1em;
    block-size: 1em;
  }
  .composer {
    padding: 0.55em 0.9em;
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
    padding: 0.6em 0.9em;
    border: 1px solid var(--edge);
    border-radius: 1.4em;
    background: var(--paper);
    line-height: 1.5;
    resize: none;
    field-sizing: content;
  }
  [aria-invalid="true"] {
    border-color: var(--danger);
  }
  #counter {
    margin-block-start: 0.3em;
    color: var(--ink-soft);
    font-size: 0.8125em;
    text-align: end;
  }
  #counter.over {
    color: var(--danger);
    font-weight: 600;
  }
  input::placeholder,
  textarea::placeholder {
    color: var(--ink-soft);
    opacity: 1;
  }
  input:focus-visible,
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
    border-radius: 50%;
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
    margin-block: 0.2em -0.6em;
  }
  .tools:not(:has(*)) {
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
    margin-inline: auto 0.25em;
    color: var(--ink-soft);
    font-size: 0.8125em;
  }
  .tools .icon {
    inline-size: 1.1em;
    block-size: 1.1em;
  }
  .down .icon {
    rotate: 180deg;
  }
  .tools .tool {
    color: var(--link);
  }
  .tools .tool:hover {
    background: var(--accent-soft);
  }
  .tools .tool:focus-visible {
    outline-color: var(--link);
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
    .alarm,
    .topic,
    .launcher,
    .send,
    header {
      border-color: CanvasText;
    }
    .emergency {
      border-width: 4px;
    }
    .tool,
    .shelf .chip,
    .drop,
    .link,
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
