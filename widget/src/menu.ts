/** What is needed now and then: print, save, start again, forget. A button that shows and hides a list of buttons. */

import { html, type TemplateResult } from "lit";

import { moreIcon } from "./icons";
import type { Texts } from "./texts";
import type { ViewHost } from "./view-context";

export interface MenuActions {
  readonly print: () => void;
  readonly save: () => void;
  readonly startAgain: () => void;
  readonly forget: () => void;
}

export class Menu {
  readonly #host: ViewHost;
  readonly #actions: MenuActions;
  #state: "closed" | "open" | "asks" = "closed";

  constructor(host: ViewHost, actions: MenuActions) {
    this.#host = host;
    this.#actions = actions;
  }

  /** @param isEmpty whether there is nothing yet to print or to save. */
  view(texts: Texts, isEmpty: boolean): TemplateResult {
    const isOpen = this.#state !== "closed";
    return html`
      <div class="menu" @focusout=${this.#left}>
        <button
          class="tool more"
          type="button"
          title=${texts.more}
          aria-label=${texts.more}
          aria-expanded=${isOpen}
          aria-controls="menu"
          @click=${() => (isOpen ? this.close() : this.#show("open", ".more"))}
        >
          ${moreIcon}
        </button>
        <div id="menu" class="menu-items" ?hidden=${!isOpen}>
          ${this.#state === "asks" ? this.#question(texts) : this.#items(texts, isEmpty)}
        </div>
      </div>
    `;
  }

  #items(texts: Texts, isEmpty: boolean): TemplateResult {
    const item = (label: string, action: () => void): TemplateResult =>
      html`<li><button type="button" @click=${action}>${label}</button></li>`;
    const { print, save, startAgain } = this.#actions;
    return html`
      <ul>
        ${isEmpty ? null : [item(texts.print, this.#closing(print)), item(texts.save, this.#closing(save))]}
        ${item(texts.startAgain, this.#closing(startAgain))}
        ${item(texts.forget, () => this.#show("asks", ".keep"))}
      </ul>
    `;
  }

  #question(texts: Texts): TemplateResult {
    return html`
      <div class="sure" role="group" aria-labelledby="sure">
        <p id="sure">${texts.forgetQuestion}</p>
        <button class="chip keep" type="button" aria-describedby="sure" @click=${() => this.close()}>
          ${texts.forgetNo}
        </button>
        <button class="chip danger" type="button" @click=${this.#closing(this.#actions.forget)}>
          ${texts.forgetYes}
        </button>
      </div>
    `;
  }

  /** Closes an open menu, whose button gets the focus; tells whether it was open. */
  close(): boolean {
    if (this.#state === "closed") return false;
    this.#show("closed", ".more");
    return true;
  }

  /** Closes the menu when something else is pressed. */
  readonly pressed = (event: Event): void => {
    const isInside = event.composedPath().some((one) => one instanceof Element && one.matches(".menu"));
    if (!isInside) this.#hide();
  };

  readonly #left = ({ currentTarget, relatedTarget }: FocusEvent): void => {
    const isOutside = relatedTarget instanceof Node && !(currentTarget as Element).contains(relatedTarget);
    if (isOutside) this.#hide();
  };

  #closing(action: () => void): () => void {
    return () => {
      this.close();
      void this.#host.updateComplete.then(action);
    };
  }

  #hide(): void {
    if (this.#state === "closed") return;
    this.#state = "closed";
    this.#host.requestUpdate();
  }

  #show(state: "closed" | "open" | "asks", focused: string): void {
    this.#state = state;
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => this.#host.find(focused)?.focus());
  }
}
