/** The host, the colours and what all parts share. */

import { css } from "lit";

export const host = css`
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
export const colours = css`
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

export const basics = css`
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
