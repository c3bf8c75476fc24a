/**
 * The element that a site gets: a button in a corner, and the panel that it opens. On a small screen the panel
 * fills it and the page behind is out of reach; on a large one it stands beside the page.
 */

import { html, nothing, type TemplateResult } from "lit/html.js";

import { emit } from "./events";
import { chatIcon } from "./icons";
import type { Options } from "./options";
import { panel } from "./panel";
import { PanelState, type PanelHost } from "./panel-state";
import { Placement } from "./placement";
import { styles } from "./styles";
import { textsIn } from "./texts";
import { ViewElement } from "./view-element";

export class RareGuide extends ViewElement implements PanelHost {
  #options: Options | null = null;
  /** Begun once the launcher is there. */
  #panel: PanelState | null = null;
  #isOpen = false;
  /** Whether the panel has been opened on this page: until then only the launcher is built. */
  #isBuilt = false;
  readonly #placement = new Placement(this);
  readonly #dark = matchMedia("(prefers-color-scheme: dark)");

  constructor() {
    super(styles);
  }

  /** Set before the element shows anything, and again when the page becomes another. */
  set options(options: Options) {
    this.#options = options;
    if (this.#panel) this.#panel.options = options;
    this.requestUpdate();
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  connectedCallback(): void {
    this.requestUpdate();
    this.#placement.connect();
    this.#dark.addEventListener("change", this.#recolour);
    addEventListener("pagehide", this.#keepDraft);
  }

  disconnectedCallback(): void {
    removeEventListener("pagehide", this.#keepDraft);
    this.#placement.disconnect();
    this.#dark.removeEventListener("change", this.#recolour);
    this.#panel?.leave();
    this.#panel = null;
  }

  #begin(): void {
    if (!this.#options || this.#panel || !this.isConnected) return;
    this.#panel = new PanelState(this.#options, this, this.#placement);
    // On a small screen the panel would stand before every page that a visitor goes on to.
    this.#isOpen ||= this.#panel.store.current.isOpen && !this.#placement.fillsScreen;
    this.requestUpdate();
  }

  protected override updated(): void {
    this.#begin();
    if (this.#panel?.conversation.topic.followPage()) this.requestUpdate();
    this.#placement.show(this.#isOpen);
    if (this.#isOpen && this.#isBuilt) this.#panel?.shown();
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.#options) return nothing;
    const { language, position, direction, theme, title } = this.#options;
    const isDark = theme === "dark" || (theme === "auto" && this.#dark.matches);
    const unseen = this.#panel?.store.current.unseen;
    const news = unseen
      ? html`<span class="news" aria-hidden="true">${unseen}</span
          ><span class="only-read">${textsIn(language).newMessages(unseen)}</span>`
      : null;
    const looks = `root ${position} ${isDark ? "dark" : ""} ${this.#panel?.isLarge ? "large" : ""}`;
    this.#isBuilt ||= this.#isOpen;
    return html`
      <aside class=${looks} lang=${language} dir=${direction} aria-label=${title}>
        <button class="launcher" aria-haspopup="dialog" ?hidden=${this.#isOpen} @click=${this.open}>
          ${chatIcon}<span>${title}</span>${news}
        </button>
        ${this.#isBuilt && this.#panel ? panel(this.#panel) : null}
      </aside>
    `;
  }

  readonly open = (): void => {
    if (this.#isOpen) return;
    this.#begin();
    this.#isOpen = true;
    this.#panel?.opened();
    emit("open", {});
    this.requestUpdate();
    void this.updateComplete.then(() => this.#placement.focusQuestion());
  };

  readonly close = (): void => {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#panel?.closed();
    emit("close", {});
    this.requestUpdate();
    void this.updateComplete.then(() => this.find(".launcher")?.focus());
  };

  /** Opens the panel and asks, as if the visitor had typed it. */
  ask(question: string): void {
    this.open();
    this.#panel?.say(question.trim());
  }

  readonly #keepDraft = (): void => this.#panel?.draft.keepNow();

  readonly #recolour = (): void => this.requestUpdate();
}
