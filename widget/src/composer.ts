/** The text box in which visitors ask. */

import { html, type TemplateResult } from "lit/html.js";

import type { Draft } from "./draft";
import type { Field } from "./handoff";
import { sendIcon } from "./icons";
import type { Texts } from "./texts";

/** From how few characters left on a visitor is told how many. */
const NEAR_THE_END = 200;

export interface ComposerActions {
  readonly submit: (event: Event) => void;
  readonly typed: (event: Event) => void;
}

/** @param microphone the button for speaking, where there is one. */
export function composer(
  field: Field,
  texts: Texts,
  { text, left }: Draft,
  { submit, typed }: ComposerActions,
  microphone: unknown,
  isLow: boolean,
): TemplateResult {
  const counter = left >= 0 ? texts.charactersLeft(left) : texts.charactersOver(-left);
  const isNear = left <= NEAR_THE_END;
  const seen = field.isAsked && !field.isInCard && !isLow ? "" : "only-read";
  return html`
    <form class="composer" @submit=${submit}>
      <label for="question" class=${seen}>${field.label}</label>
      <div class="field">
        <textarea
          id="question"
          rows="1"
          placeholder=${field.placeholder}
          aria-describedby="privacy counter"
          aria-invalid=${left < 0}
          autocomplete=${field.autocomplete}
          inputmode=${field.inputMode}
          enterkeyhint="send"
          dir="auto"
          .defaultValue=${text}
          @keydown=${submitOnEnter}
          @input=${typed}
        ></textarea>
        ${microphone}
        <button class="send" title=${texts.send} aria-label=${texts.send}>${sendIcon}</button>
      </div>
      <p id="counter" class=${left < 0 ? "over" : ""} ?hidden=${!isNear}>${isNear ? counter : ""}</p>
      <p id="privacy" class=${seen}>${field.hint}</p>
    </form>
  `;
}

/** Sends on Enter; with Shift it breaks the line, and while an input method composes a word it chooses the word. */
function submitOnEnter(event: KeyboardEvent): void {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  (event.currentTarget as HTMLTextAreaElement).form?.requestSubmit();
}
