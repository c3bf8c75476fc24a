/** Shows what the visitor wrote, and whether it has arrived. */

import { html, type TemplateResult } from "lit";

import type { VisitorEntry } from "./transcript";
import type { ViewContext } from "./view-context";

export function visitorMessage(
  entry: VisitorEntry,
  { texts }: ViewContext,
  sendAgain: (entry: VisitorEntry) => void,
): TemplateResult {
  return html`
    <div class="visitor">
      <p class="bubble" dir="auto"><span class="only-read">${texts.you}: </span>${entry.shown}</p>
      ${entry.delivery === "delayed" ? html`<p class="delivery">${texts.notSentYet}</p>` : null}
      ${entry.delivery === "refused"
        ? html`<p class="delivery">
            ${texts.notSent} <button class="chip" type="button" @click=${() => sendAgain(entry)}>${texts.sendAgain}</button>
          </p>`
        : null}
    </div>
  `;
}
