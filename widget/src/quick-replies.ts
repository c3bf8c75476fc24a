/** Shows above the text box what can be answered with one press: a few, and the others on demand. */

import { html, type TemplateResult } from "lit/html.js";

import type { Option } from "./turn";
import type { ViewContext, ViewHost } from "./view-context";

const MOST_SHOWN = 4;

export class QuickReplies {
  readonly #host: ViewHost;
  /** The offer that is shown whole: what it is known by. */
  #whole: string | null = null;

  constructor(host: ViewHost) {
    this.#host = host;
  }

  /** @param offer unique to the turn that offers them. */
  view(
    options: readonly Option[],
    offer: string,
    { texts }: ViewContext,
    choose: (option: Option) => void,
  ): TemplateResult | null {
    if (!options.length) return null;
    const isWhole = this.#whole === offer || options.length <= MOST_SHOWN;
    const shown = isWhole ? options : options.slice(0, MOST_SHOWN);
    const chip = (option: Option): TemplateResult =>
      html`<li><button class="chip" @click=${() => choose(option)}>${option.title}</button></li>`;
    return html`
      <ul class="quick-replies" aria-label=${texts.suggestions}>
        ${shown.map(chip)}
        ${isWhole
          ? null
          : html`<li>
              <button class="chip quiet more-replies" aria-expanded="false" @click=${() => this.#show(offer)}>
                ${texts.moreReplies(options.length - MOST_SHOWN)}
              </button>
            </li>`}
      </ul>
    `;
  }

  /** Shows all of an offer; the focus goes to the first that was not shown. */
  #show(offer: string): void {
    this.#whole = offer;
    this.#host.requestUpdate();
    const next = `.quick-replies li:nth-child(${MOST_SHOWN + 1}) button`;
    void this.#host.updateComplete.then(() => this.#host.find(next)?.focus());
  }
}
