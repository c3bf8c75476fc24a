/** The text box in which visitors ask. */

import { html, type TemplateResult } from "lit";

import { sendIcon } from "./icons";
import type { Texts } from "./texts";

export function composer(texts: Texts, submit: (event: Event) => void): TemplateResult {
  return html`
    <form @submit=${submit}>
      <label for="question">${texts.inputLabel}</label>
      <div class="field">
        <textarea
          id="question"
          rows="1"
          placeholder=${texts.inputHint}
          aria-describedby="privacy"
          autocomplete="off"
          enterkeyhint="send"
          @keydown=${submitOnEnter}
        ></textarea>
        <button class="send" title=${texts.send}>${sendIcon}<span class="only-read">${texts.send}</span></button>
      </div>
      <p id="privacy">${texts.privacy}</p>
    </form>
  `;
}

/** Sends on Enter; with Shift it breaks the line, and while an input method composes a word it chooses the word. */
function submitOnEnter(event: KeyboardEvent): void {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  (event.currentTarget as HTMLTextAreaElement).form?.requestSubmit();
}
