/** Pictures as inline SVG: nothing to load, and no gaps on machines without an emoji font. */

import { html, nothing, type TemplateResult } from "lit/html.js";

const icon = (path: string): TemplateResult => html`
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${path} /></svg>
`;

export const chatIcon = icon(
  "M5 4h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-6.5L8 21v-4H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2ZM8 9h8M8 12.5h5",
);
export const closeIcon = icon("m6 6 12 12M18 6 6 18");
export const sendIcon = icon("M4 12 20 4.5 15.5 20l-4-6.5ZM11.5 13.5 20 4.5");
export const foldIcon = icon("m6.5 9.5 5.5 5.5 5.5-5.5");
export const warningIcon = icon("M12 3.5 22 20.5H2ZM12 10v4.5M12 17.3v.4");
export const personIcon = icon("M8 8a4 4 0 0 1 8 0 4 4 0 0 1-8 0M4.5 20.5c.8-4 3.7-6 7.5-6s6.7 2 7.5 6");
export const phoneIcon = icon(
  "M6 3.5h3l1.6 4.3-2.2 1.7a13 13 0 0 0 6 6l1.7-2.2 4.3 1.6V18a2.5 2.5 0 0 1-2.7 2.5A15.5 15.5 0 0 1 3.5 6 2.5 2.5 0 0 1 6 3.5Z",
);
export const mailIcon = icon("M3.5 5.5h17v13h-17ZM4 6l8 7 8-7");
export const pageIcon = icon("M3.5 12a8 8 0 0 1 17 0 8 8 0 0 1-17 0h17M12 3.5c5 5 5 12 0 17-5-5-5-12 0-17");
export const moreIcon = icon("M5.5 12h.01M12 12h.01M18.5 12h.01");
/** Upside down it says the contrary. */
export const helpfulIcon = icon(
  "M7.5 11v9H4v-9ZM7.5 11l4-7.5c1.8 0 2.8 1.3 2.4 3l-.7 3h5.3a2 2 0 0 1 2 2.4l-1.3 6.5a2 2 0 0 1-2 1.6H7.5",
);
export const microphoneIcon = icon("M12 3.5a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0v-5a3 3 0 0 0-3-3ZM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5v3");
export const speakerIcon = icon("M4 9.5h3.5L12 5.5v13l-4.5-4H4ZM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11");
export const largerIcon = icon("M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7");
export const smallerIcon = icon("M20 10h-6V4M14 10l6-6M4 14h6v6M10 14l-6 6");
export const searchIcon = icon("M4 10.5a6 6 0 0 1 13 0 6 6 0 0 1-13 0m11.5 5 5 5");
export const downIcon = icon("M12 4.5v14M6 13l6 6 6-6");
export const sourceIcon = icon("M6 3.5h8l4.5 4.5v12.5H6ZM14 3.5V8h4.5M9 12.5h6.5M9 16h6.5");

/** Shows a button whose picture is all that is seen of it; `isPressed` tells how one stands that can be on or off. */
export const iconButton = (
  look: string,
  label: string,
  picture: TemplateResult,
  press: (event: Event) => void,
  isPressed?: boolean,
): TemplateResult => html`
  <button class=${look} type="button" title=${label} aria-label=${label} aria-pressed=${isPressed ?? nothing} @click=${press}>
    ${picture}
  </button>
`;
