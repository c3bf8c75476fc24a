/** Shows one turn of the assistant, or of a person who answers in its place, as a card. */

import { html, type TemplateResult } from "lit";

import { warningAndWords, withNumbersToDial } from "./emergency-text";
import { finePrint } from "./fine-print";
import { personIcon, warningIcon } from "./icons";
import { plainText } from "./markdown";
import { sectionsView } from "./section-view";
import type { Turn } from "./turn";
import type { ViewContext } from "./view-context";

/**
 * @param place unique to the turn within the panel.
 * @param tools what can be done with the turn, shown at its end.
 */
export function turnCard(turn: Turn, place: string, context: ViewContext, tools: unknown = null): TemplateResult {
  const { warning, words } = warningAndWords(turn);
  return html`
    <article class="turn ${warning === null ? "" : "emergency"} ${turn.author === "operator" ? "operator" : ""}">
      ${authorLine(turn, warning !== null, context)}
      ${warning === null ? null : html`<div class="words warning" dir="auto">${emergencyWords(warning)}</div>`}
      ${words || warning === null ? html`<div class="words" dir="auto">${plainText(words)}</div>` : null}
      ${sectionsView(turn.sections, place, context)} ${tools} ${finePrint(turn, context)}
    </article>
  `;
}

function authorLine(turn: Turn, isWarning: boolean, { texts }: ViewContext): TemplateResult {
  if (isWarning) return html`<p class="author">${warningIcon}${texts.emergency}</p>`;
  if (turn.author === "operator") return html`<p class="author">${personIcon}${texts.person}</p>`;
  return html`<p class="author">${texts.assistant}</p>`;
}

function emergencyWords(text: string): TemplateResult[] {
  return text.split(/\n{2,}/).map((paragraph) => html`<p class="plain">${withNumbersToDial(paragraph)}</p>`);
}
