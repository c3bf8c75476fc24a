/** What is needed now and then: a larger panel, print, save, start again, forget. A button that shows and hides a list of buttons. */

import { html, type TemplateResult } from "lit/html.js";

import { moreIcon } from "./icons";
import type { Texts } from "./texts";
import type { ViewHost } from "./view-context";

export interface MenuActions {
  readonly enlarge: () => void;
  readonly print: () => void;
  readonly save: () => void;
  readonly startAgain: () => void;
  readonly forget: () => void;
}

/** `again` and `forget` ask whether that is meant. */
type State = "closed" | "open" | "again" | "forget";

export class Menu {
  readonly #host: ViewHost;
  readonly #actions: MenuActions;
  #state: State = "closed";

  constructor(host: ViewHost, actions: MenuActions) {
    this.#host = host;
    this.#actions = actions;
  }

  /**
   * @param isEmpty whether there is nothing yet to print or to save.
   * @param isLarge whether the panel is large already.
   * @param ticket the number of a request to a person that is open: only this conversation can ask how it stands.
   */
  view(texts: Texts, isEmpty: boolean, isLarge: boolean, ticket: string | null): TemplateResult {
    const isOpen = this.#state !== "closed";
    return html`
      <div class="menu" @focusout=${this.#left}>
        <button
          class="tool more"
          title=${texts.more}
          aria-label=${texts.more}
          aria-expanded=${isOpen}
          aria-controls="menu"
          @click=${() => (isOpen ? this.close() : this.#show("open", ".more"))}
        >
          ${moreIcon}
        </button>
        <div id="menu" class="menu-items" ?hidden=${!isOpen}>
          ${this.#content(texts, isEmpty, isLarge, ticket)}
        </div>
      </div>
    `;
  }

  #content(texts: Texts, isEmpty: boolean, isLarge: boolean, ticket: string | null): TemplateResult {
    const { startAgain, forget } = this.#actions;
    if (this.#state === "forget") return this.#question(texts, texts.forgetQuestion, texts.forgetYes, forget);
    if (this.#state === "again" && ticket) {
      return this.#question(texts, texts.startAgainQuestion(ticket), texts.startAgain, startAgain);
    }
    return this.#items(texts, isEmpty, isLarge, ticket);
  }

  #items(texts: Texts, isEmpty: boolean, isLarge: boolean, ticket: string | null): TemplateResult {
    const item = (label: string, action: () => void, look = ""): TemplateResult =>
      html`<li class=${look}><button @click=${action}>${label}</button></li>`;
    const { enlarge, print, save, startAgain } = this.#actions;
    return html`
      <ul>
        ${isEmpty ? null : [item(texts.print, this.#closing(print)), item(texts.save, this.#closing(save))]}
        ${isLarge ? null : item(texts.larger, this.#closing(enlarge), "size")}
        ${item(texts.startAgain, ticket ? () => this.#show("again", ".keep") : this.#closing(startAgain))}
        ${item(texts.forget, () => this.#show("forget", ".keep"))}
      </ul>
    `;
  }

  #question(texts: Texts, question: string, yes: string, action: () => void): TemplateResult {
    return html`
      <div class="sure" role="group" aria-labelledby="sure">
        <p id="sure">${question}</p>
        <button class="chip keep" aria-describedby="sure" @click=${() => this.close()}>
          ${texts.forgetNo}
        </button>
        <button class="chip danger" @click=${this.#closing(action)}>
          ${yes}
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

  #show(state: State, focused: string): void {
    this.#state = state;
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => this.#host.find(focused)?.focus());
  }
}
