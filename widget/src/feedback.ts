/** Asks under each answer whether it was helpful, and after the press for a word on it. */

import { html, type TemplateResult } from "lit/html.js";

import { helpfulIcon, iconButton } from "./icons";
import type { TurnEntry } from "./transcript";
import type { Turn } from "./turn";
import type { ViewContext, ViewHost } from "./view-context";

/** As many characters of a comment does the server take. */
const LONGEST_COMMENT = 500;

/** Sends an opinion, and says what became of it. */
export type Rate = (turnId: string, isHelpful: boolean, comment: string) => Promise<void>;

export class Feedback {
  readonly #host: ViewHost;
  readonly #rate: Rate;
  /** The turn whose comment is asked for. */
  #asked: string | null = null;
  /** The button that asked for it. */
  #pressed: HTMLElement | null = null;

  constructor(host: ViewHost, rate: Rate) {
    this.#host = host;
    this.#rate = rate;
  }

  /** Shows the question; only a turn that answers, or says that it cannot, has one. */
  view({ turn, isHelpful }: TurnEntry, { texts }: ViewContext): TemplateResult | null {
    if (!isRated(turn)) return null;
    const thumb = (value: boolean, label: string, look: string): TemplateResult =>
      iconButton(`tool ${look}`, label, helpfulIcon, (event) => this.#press(event, turn, value), isHelpful === value);
    return html`
      <div class="feedback" role="group" aria-label=${texts.rate} aria-live="off">
        <span class="rate">${texts.rate}</span>
        ${thumb(true, texts.helpful, "thumb")} ${thumb(false, texts.notHelpful, "thumb down")}
        ${this.#asked === turn.turn_id ? this.#form(turn, isHelpful ?? true, texts) : null}
      </div>
    `;
  }

  #form(turn: Turn, isHelpful: boolean, texts: ViewContext["texts"]): TemplateResult {
    const send = (event: Event): void => {
      event.preventDefault();
      const comment = new FormData(event.currentTarget as HTMLFormElement).get("comment");
      this.#close();
      void this.#rate(turn.turn_id, isHelpful, String(comment ?? "").trim());
    };
    return html`
      <form class="comment" @submit=${send}>
        <label for="comment">${isHelpful ? texts.commentHelpful : texts.comment} ${texts.optional}</label>
        <textarea
          id="comment"
          name="comment"
          rows="2"
          maxlength=${LONGEST_COMMENT}
          aria-describedby="comment-hint"
        ></textarea>
        <p id="comment-hint">${texts.privacy}</p>
        <button class="chip" type="submit">${texts.send}</button>
        <button class="chip" type="button" @click=${() => this.#close()}>${texts.noComment}</button>
      </form>
    `;
  }

  #press({ currentTarget }: Event, turn: Turn, isHelpful: boolean): void {
    this.#asked = turn.turn_id;
    this.#pressed = currentTarget as HTMLElement;
    void this.#rate(turn.turn_id, isHelpful, "");
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => this.#host.find(".comment")?.scrollIntoView({ block: "nearest" }));
  }

  /** Takes the form away; the focus, which was in it, goes back to the button that was pressed. */
  #close(): void {
    this.#asked = null;
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => this.#pressed?.focus());
  }
}

// An answer in the middle of the form repeats what was entered: it is not kept for editors, and so cannot be rated.
const isRated = ({ author, kind, handoff }: Turn): boolean =>
  author === "bot" && (kind === "answer" || kind === "no_answer") && !handoff?.asks_for;
