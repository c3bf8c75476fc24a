/** Pictures as inline SVG: nothing to load, and no gaps on machines without an emoji font. */

import { svg, html, type TemplateResult } from "lit/html.js";

const icon = (shapes: TemplateResult): TemplateResult => html`
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${shapes}</svg>
`;

export const chatIcon = icon(
  svg`<path d="M5 4h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-6.5L8 21v-4H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2Z"/><path d="M8 9h8M8 12.5h5"/>`,
);
export const closeIcon = icon(svg`<path d="m6 6 12 12M18 6 6 18"/>`);
export const sendIcon = icon(svg`<path d="M4 12 20 4.5 15.5 20l-4-6.5ZM11.5 13.5 20 4.5"/>`);
export const foldIcon = icon(svg`<path d="m6.5 9.5 5.5 5.5 5.5-5.5"/>`);
export const warningIcon = icon(svg`<path d="M12 3.5 22 20.5H2ZM12 10v4.5M12 17.3v.4"/>`);
export const personIcon = icon(svg`<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c.8-4 3.7-6 7.5-6s6.7 2 7.5 6"/>`);
export const phoneIcon = icon(
  svg`<path d="M6 3.5h3.2l1.6 4.3-2.2 1.7a13 13 0 0 0 5.9 5.9l1.7-2.2 4.3 1.6V18a2.5 2.5 0 0 1-2.7 2.5A15.5 15.5 0 0 1 3.5 6.2 2.5 2.5 0 0 1 6 3.5Z"/>`,
);
export const mailIcon = icon(svg`<path d="M3.5 5.5h17v13h-17ZM4 6l8 7 8-7"/>`);
export const pageIcon = icon(
  svg`<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c5 5 5 12 0 17-5-5-5-12 0-17Z"/>`,
);
export const moreIcon = icon(svg`<path d="M5.5 12h.01M12 12h.01M18.5 12h.01" stroke-width="3.2"/>`);
export const helpfulIcon = icon(
  svg`<path d="M7.5 11v9H4v-9ZM7.5 11l4-7.5c1.8 0 2.8 1.3 2.4 3L13.2 9.5H18.5a2 2 0 0 1 2 2.4l-1.3 6.5a2 2 0 0 1-2 1.6H7.5"/>`,
);
export const notHelpfulIcon = icon(
  svg`<path d="M16.5 13V4H20v9ZM16.5 13l-4 7.5c-1.8 0-2.8-1.3-2.4-3l.7-3H5.5a2 2 0 0 1-2-2.4l1.3-6.5a2 2 0 0 1 2-1.6h9.7"/>`,
);
export const microphoneIcon = icon(
  svg`<path d="M12 3.5a2.8 2.8 0 0 0-2.8 2.8v5a2.8 2.8 0 0 0 5.6 0v-5A2.8 2.8 0 0 0 12 3.5ZM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5v3"/>`,
);
export const speakerIcon = icon(svg`<path d="M4 9.5h3.5L12 5.5v13l-4.5-4H4ZM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11"/>`);
export const largerIcon = icon(svg`<path d="M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7"/>`);
export const smallerIcon = icon(svg`<path d="M20 10h-6V4M14 10l6-6M4 14h6v6M10 14l-6 6"/>`);
export const searchIcon = icon(svg`<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>`);
export const downIcon = icon(svg`<path d="M12 4.5v14M6 13l6 6 6-6"/>`);
export const sourceIcon = icon(svg`<path d="M6 3.5h8l4.5 4.5v12.5H6ZM14 3.5V8h4.5M9 12.5h6.5M9 16h6.5"/>`);
