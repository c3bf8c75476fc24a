/** The text box in which visitors ask. */

import { html, type TemplateResult } from "lit";

import type { Field } from "./handoff";
import { sendIcon } from "./icons";
import type { Texts } from "./texts";

/** @param microphone the button for speaking, where there is one. */
export function composer(
  field: Field,
  texts: Texts,
  { submit, typed, microphone }: { submit: (event: Event) => void; typed: () => void; microphone: unknown },
): TemplateResult {
  return html`
    <form class="composer ${field.isAsked ? "asked" : ""}" @submit=${submit}>
      <label for="question">${field.label}</label>
      <div class="field">
        <textarea
          id="question"
          rows="1"
          placeholder=${field.placeholder}
          aria-describedby="privacy"
          autocomplete=${field.autocomplete}
          inputmode=${field.inputMode}
          enterkeyhint="send"
          dir="auto"
          @keydown=${submitOnEnter}
          @input=${typed}
        ></textarea>
        ${microphone}
        <button class="send" title=${texts.send} aria-label=${texts.send}>${sendIcon}</button>
      </div>
      <p id="privacy">${field.hint}</p>
    </form>
  `;
}

/** Sends on Enter; with Shift it breaks the line, and while an input method composes a word it chooses the word. */
function submitOnEnter(event: KeyboardEvent): void {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  (event.currentTarget as HTMLTextAreaElement).form?.requestSubmit();
}
