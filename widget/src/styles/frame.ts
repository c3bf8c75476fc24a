/** The host, the colours and what all parts share. */

import { css } from "../view-element";

export const host = css`
  :host {
    all: initial !important;
    direction: ltr !important;
    display: block !important;
    position: fixed !important;
    inset: auto 0 0 0 !important;
    block-size: 0 !important;
    z-index: var(--rareguide-z-index, 2147483000) !important;
  }
  @media print {
    :host {
      display: none !important;
    }
  }
`;

/**
 * On an element of ours, not on the host: there the page could set custom properties to other values. What a site may
 * choose begins with `--rareguide-`; `STYLING.md` lists it.
 */
export const colours = css`
  .root {
    color-scheme: light;
    --ink: var(--rareguide-text, #15252c);
    --ink-soft: var(--rareguide-text-soft, #485b65);
    --paper: var(--rareguide-surface, #fff);
    --ground: var(--rareguide-background, #f3f7f8);
    --line: #dbe4e7;
    --edge: #6c808a;
    --head: var(--rareguide-header, #0b4f5c);
    --head-ink: var(--rareguide-on-header, #fff);
    --accent: var(--rareguide-accent, #0b5c6b);
    --accent-ink: var(--rareguide-on-accent, #fff);
    --accent-soft: color-mix(in srgb, var(--accent) 11%, var(--paper));
    --link: var(--rareguide-link, #08596a);
    --danger: #a6211a;
    --person: #5a3d9e;
    --person-soft: #f3effc;
    --person-line: #d6c9f2;
    --danger-ink: #fff;
    --shadow: 0 0.5em 2em rgb(10 40 50 / 28%), 0 0.1em 0.4em rgb(10 40 50 / 20%);
  }
  .dark {
    color-scheme: dark;
    --ink: var(--rareguide-dark-text, #e9f0f2);
    --ink-soft: var(--rareguide-dark-text-soft, #b4c3ca);
    --paper: var(--rareguide-dark-surface, #1c282e);
    --ground: var(--rareguide-dark-background, #121b20);
    --line: #34454d;
    --edge: #8799a2;
    --head: var(--rareguide-dark-header, #10343c);
    --head-ink: var(--rareguide-dark-on-header, #f2f8f9);
    --accent: var(--rareguide-dark-accent, #84d3e0);
    --accent-ink: var(--rareguide-dark-on-accent, #06272e);
    --accent-soft: color-mix(in srgb, var(--accent) 18%, var(--paper));
    --link: var(--rareguide-dark-link, #8cd8e4);
    --danger: #ffb1a8;
    --person: #c9b6ff;
    --person-soft: #2a2342;
    --person-line: #4b3f73;
    --danger-ink: #38100c;
    --shadow: 0 0.5em 2em rgb(0 0 0 / 60%);
  }
`;

export const basics = css`
  .root {
    --gap-inline: var(--rareguide-gap-inline, 1.25em);
    --gap-block: var(--rareguide-gap-block, 1.25em);
    color: var(--ink);
    font: 1em/1.5 var(--rareguide-font, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif);
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
  /* On a page from right to left, words of a language from left to right keep their order. */
  p,
  li,
  h2,
  h3,
  h4,
  label,
  span,
  time,
  button,
  summary {
    unicode-bidi: plaintext;
  }
  button,
  input,
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
    outline: 0.1875em solid var(--link);
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
