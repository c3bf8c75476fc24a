/** Shows what the visitor wrote, and whether it has arrived. */

import { html, type TemplateResult } from "lit/html.js";

import { timeInWords } from "./dates";
import type { VisitorEntry } from "./transcript";
import type { ViewContext } from "./view-context";

export function visitorMessage(
  entry: VisitorEntry,
  isRead: boolean,
  { texts, language }: ViewContext,
  sendAgain: (entry: VisitorEntry) => void,
): TemplateResult {
  const { at, delivery } = entry;
  return html`
    <div class="visitor">
      <p class="bubble" dir="auto"><span class="only-read">${texts.you}: </span>${entry.shown}</p>
      ${delivery === "delayed" ? html`<p class="delivery">${texts.notSentYet}</p>` : null}
      ${delivery === "refused"
        ? html`<p class="delivery">
            ${texts.notSent} <button class="chip" @click=${() => sendAgain(entry)}>${texts.sendAgain}</button>
          </p>`
        : null}
      ${at && (delivery === "sending" || delivery === "answered")
        ? html`<p class="said-at">
            <time datetime=${new Date(at).toISOString()}>${timeInWords(at, language)}</time>${isRead ? ` · ${texts.read}` : null}
          </p>`
        : null}
    </div>
  `;
}
