/** Finds a condition while its name is typed: a combobox by the ARIA pattern, whose list the server ranks. */

import { html, type TemplateResult } from "lit/html.js";

import { searchIcon } from "./icons";
import type { Condition } from "./turn";
import type { ViewContext, ViewHost } from "./view-context";
import { findConditions, type FoundCondition } from "./welcome";

/** How long typing has to rest before the server is asked. */
const REST_MS = 120;
const SHORTEST = 2;

export class ConditionSearch {
  readonly #host: ViewHost;
  readonly #server: string;
  readonly #choose: (condition: Condition) => void;
  #found: readonly FoundCondition[] = [];
  /** What the list was found for; empty while nothing has been looked for. */
  #lookedFor = "";
  #active = -1;
  #isOpen = false;
  #timer: number | undefined;
  #current = new AbortController();

  constructor(host: ViewHost, server: string, choose: (condition: Condition) => void) {
    this.#host = host;
    this.#server = server;
    this.#choose = choose;
  }

  view({ texts }: ViewContext): TemplateResult {
    const isOpen = this.#isOpen && this.#found.length > 0;
    const isVain = this.#isOpen && this.#lookedFor !== "" && !this.#found.length;
    return html`
      <div class="search" @focusout=${this.#left}>
        <label for="search">${texts.searchLabel}</label>
        <div class="search-field">
          ${searchIcon}
          <input
            id="search"
            type="text"
            role="combobox"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            aria-autocomplete="list"
            aria-expanded=${isOpen}
            aria-controls="found"
            aria-activedescendant=${isOpen && this.#active >= 0 ? `found-${this.#active}` : ""}
            placeholder=${texts.searchHint}
            dir="auto"
            @input=${this.#typed}
            @keydown=${this.#keyed}
          />
        </div>
        <ul id="found" role="listbox" aria-label=${texts.searchLabel} ?hidden=${!isOpen}>
          ${this.#found.map((condition, index) => this.#item(condition, index, texts.also))}
        </ul>
        <p class=${isVain ? "vain" : "only-read"} aria-live="polite">
          ${isVain ? texts.searchNone : isOpen ? texts.searchFound(this.#found.length) : ""}
        </p>
      </div>
    `;
  }

  #item(condition: FoundCondition, index: number, also: (name: string) => string): TemplateResult {
    // `mousedown` and not `click`: the field keeps the focus.
    return html`
      <li
        id="found-${index}"
        role="option"
        aria-selected=${index === this.#active}
        @mousedown=${(event: Event) => event.preventDefault()}
        @click=${() => this.#take(condition)}
      >
        <b dir="auto">${condition.name}</b>
        ${condition.also ? html`<span dir="auto">${also(condition.also)}</span>` : null}
      </li>
    `;
  }

  readonly #typed = ({ currentTarget }: Event): void => {
    const typed = (currentTarget as HTMLInputElement).value.trim();
    this.#current.abort();
    clearTimeout(this.#timer);
    if (typed.length < SHORTEST) return this.#show([], "");
    this.#timer = window.setTimeout(() => void this.#look(typed), REST_MS);
  };

  async #look(typed: string): Promise<void> {
    this.#current = new AbortController();
    const { signal } = this.#current;
    const found = await findConditions(this.#server, typed, signal);
    if (found && !signal.aborted) this.#show(found, typed);
  }

  readonly #keyed = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const last = this.#found.length - 1;
    if (event.key === "ArrowDown") this.#move(event, this.#active < last ? this.#active + 1 : 0);
    else if (event.key === "ArrowUp") this.#move(event, this.#active > 0 ? this.#active - 1 : last);
    else if (event.key === "Enter") this.#enter(event);
    else if (event.key === "Escape" && this.#isOpen) {
      event.preventDefault();
      // Only the list is closed, not the panel.
      event.stopPropagation();
      this.#close();
    }
  };

  #enter(event: KeyboardEvent): void {
    event.preventDefault();
    const chosen = this.#found[Math.max(this.#active, 0)];
    if (this.#isOpen && chosen) this.#take(chosen);
  }

  #move(event: KeyboardEvent, active: number): void {
    event.preventDefault();
    if (!this.#found.length) return;
    this.#isOpen = true;
    this.#active = active;
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => this.#host.find(`#found-${active}`)?.scrollIntoView({ block: "nearest" }));
  }

  #take({ slug, name }: FoundCondition): void {
    this.#show([], "");
    this.#choose({ slug, name });
  }

  readonly #left = (): void => this.#close();

  #close(): void {
    this.#isOpen = false;
    this.#active = -1;
    this.#host.requestUpdate();
  }

  #show(found: readonly FoundCondition[], lookedFor: string): void {
    this.#found = found;
    this.#lookedFor = lookedFor;
    this.#active = -1;
    this.#isOpen = lookedFor !== "";
    this.#host.requestUpdate();
  }
}
