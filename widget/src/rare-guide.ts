/**
 * The element that a site gets: a button in a corner, and the panel that it opens. On a small screen the panel
 * fills it and the page behind is out of reach; on a large one it stands beside the page.
 */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";

import { composer } from "./composer";
import { Conversation } from "./conversation";
import { HttpTransport } from "./http-transport";
import { chatIcon, closeIcon, startAgainIcon } from "./icons";
import { plainText } from "./markdown";
import type { Options } from "./options";
import { quickReplies } from "./quick-replies";
import { styles } from "./styles";
import { textsIn } from "./texts";
import { TranscriptStore, type Entry } from "./transcript";
import { turnCard } from "./turn-card";
import type { Option, Turn } from "./turn";
import type { ViewContext } from "./view-context";
import { visitorMessage } from "./visitor-message";

/** Also a large screen that is enlarged four times; `styles/panel.ts` has the same condition. */
export const FILLS_SCREEN = "(max-width: 30em), (max-height: 26em)";

export class RareGuide extends LitElement {
  static override readonly styles = styles;
  static override readonly properties = {
    options: { attribute: false },
    isOpen: { state: true },
    hasNews: { state: true },
    notice: { state: true },
  };

  /** Set once, before the element shows anything. */
  declare options: Options | null;
  declare isOpen: boolean;
  /** Whether an answer came while the panel was closed. */
  declare hasNews: boolean;
  /** What is read out besides the messages. */
  declare notice: string;

  #store: TranscriptStore | null = null;
  #conversation: Conversation | null = null;
  readonly #screen = matchMedia(FILLS_SCREEN);
  /** Where the log is to be scrolled to once the change at hand is shown. */
  #scrollGoal: "question" | "end" | null = null;

  constructor() {
    super();
    this.options = null;
    this.isOpen = false;
    this.hasNews = false;
    this.notice = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#screen.addEventListener("change", this.#fitScreen);
    this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#screen.removeEventListener("change", this.#fitScreen);
    this.#conversation?.close();
    this.#conversation = null;
  }

  /** Takes up the conversation of this tab, if there is one. */
  #begin(): void {
    if (!this.options || this.#conversation) return;
    const { server } = this.options;
    const store = new TranscriptStore(server);
    const keeper = {
      get token() {
        return store.current.token;
      },
      set token(token) {
        store.update({ token });
      },
    };
    this.#store = store;
    this.#conversation = new Conversation(store, (listener) => new HttpTransport(server, keeper, listener), this.#changed);
    // On a small screen the panel would stand before every page that a visitor goes on to.
    this.isOpen = store.current.isOpen && !this.#screen.matches;
    this.#scrollGoal = "question";
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("options") && this.isConnected) this.#begin();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("isOpen")) this.#showPanel();
    if (this.isOpen) this.#scroll();
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.options) return nothing;
    const { language, position } = this.options;
    return html`
      <aside class="root ${position}" lang=${language} aria-label=${this.options.title}>
        ${this.#launcher(this.options)} ${this.#panel(this.options)}
      </aside>
    `;
  }

  #launcher({ title, language }: Options): TemplateResult {
    const news = this.hasNews ? html`<span class="news">${textsIn(language).newAnswer}</span>` : null;
    return html`
      <button class="launcher" type="button" aria-haspopup="dialog" ?hidden=${this.isOpen} @click=${this.open}>
        ${chatIcon}<span>${title}</span>${news}
      </button>
    `;
  }

  #panel(options: Options): TemplateResult {
    const texts = textsIn(options.language);
    return html`
      <dialog class="panel" aria-labelledby="title" @keydown=${this.#onKey} @cancel=${this.#onCancel}>
        <header>
          <h2 id="title">${options.title}</h2>
          <button class="tool" type="button" title=${texts.startAgain} @click=${this.#startAgain}>
            ${startAgainIcon}<span class="only-read">${texts.startAgain}</span>
          </button>
          <button class="tool" type="button" title=${texts.close} @click=${this.close}>
            ${closeIcon}<span class="only-read">${texts.close}</span>
          </button>
        </header>
        ${this.#log(options)}
        <p class="only-read" role="status">${this.#conversation?.isAwaitingAnswer ? texts.writing : this.notice}</p>
        ${composer(texts, this.#submit)}
      </dialog>
    `;
  }

  #log(options: Options): TemplateResult {
    const texts = textsIn(options.language);
    const context: ViewContext = { texts, language: options.language };
    const entries = this.#conversation?.entries ?? [];
    const greeting = html`
      <article class="turn greeting">
        <p class="author">${texts.assistant}</p>
        <div class="words">${plainText(options.greeting)}</div>
      </article>
    `;
    return html`
      <div class="log" role="log" aria-live="polite" aria-label=${texts.conversation} tabindex="0">
        ${greeting} ${repeat(entries, keyOf, (entry) => this.#entry(entry, context))}
        ${quickReplies(this.#offered(options), context, this.#choose)}
        ${this.#conversation?.isAwaitingAnswer
          ? html`<div class="writing" aria-hidden="true"><i></i><i></i><i></i></div>`
          : null}
      </div>
    `;
  }

  #entry(entry: Entry, context: ViewContext): TemplateResult {
    if (entry.from === "assistant") return turnCard(entry.turn, `turn-${entry.turn.turn_id}`, context);
    return visitorMessage(entry, context, (refused) => this.#conversation?.sayAgain(refused));
  }

  /** Returns what can be chosen now: only what the newest turn offers, since it refers to what was said last. */
  #offered({ condition, language }: Options): readonly Option[] {
    const last = this.#conversation?.entries.at(-1);
    if (last) return last.from === "assistant" ? last.turn.options : [];
    return condition ? [{ title: textsIn(language).about(condition), payload: condition }] : [];
  }

  readonly open = (): void => {
    this.isOpen = true;
    this.hasNews = false;
    this.#scrollGoal = "question";
    this.#store?.update({ isOpen: true });
    void this.updateComplete.then(() => this.#focusQuestion());
  };

  readonly close = (): void => {
    this.isOpen = false;
    this.#store?.update({ isOpen: false });
    void this.updateComplete.then(() => this.#find<HTMLElement>(".launcher")?.focus());
  };

  readonly #changed = (received: readonly Turn[]): void => {
    this.notice = "";
    if (received.length) {
      this.#scrollGoal = "question";
      this.hasNews = !this.isOpen;
    }
    this.requestUpdate();
  };

  readonly #choose = ({ title, payload }: Option): void => {
    this.#say(payload, title);
    this.#focusQuestion();
  };

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    const question = this.#find<HTMLTextAreaElement>("textarea");
    if (question && this.#say(question.value.trim())) question.value = "";
    question?.focus();
  };

  #say(message: string, shown?: string): boolean {
    const isSaid = this.#conversation?.say(message, shown) ?? false;
    if (isSaid) this.#scrollGoal = "end";
    return isSaid;
  }

  readonly #startAgain = (): void => {
    this.#conversation?.startAgain();
    this.notice = textsIn(this.options?.language ?? "en").startedAgain;
    this.#focusQuestion();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    this.close();
  };

  /** The browser's own wish to close, such as the back gesture of a telephone. */
  readonly #onCancel = (event: Event): void => {
    event.preventDefault();
    this.close();
  };

  /** Brings the dialog into the state that `isOpen` asks for. */
  #showPanel(): void {
    const panel = this.#find<HTMLDialogElement>("dialog");
    if (!panel || panel.open === this.isOpen) return;
    if (!this.isOpen) panel.close();
    else if (this.#screen.matches) panel.showModal();
    // Unlike `show()`, the attribute leaves the focus where it is: after a reload that is the page.
    else panel.setAttribute("open", "");
  }

  readonly #fitScreen = (): void => {
    const panel = this.#find<HTMLDialogElement>("dialog");
    if (!panel?.open) return;
    const focused = this.shadowRoot?.activeElement;
    panel.close();
    this.#showPanel();
    if (focused instanceof HTMLElement) focused.focus();
  };

  /** Moves the focus to the text box; on a touch screen to the messages, which the keyboard would cover. */
  #focusQuestion(): void {
    const isTouch = matchMedia("(pointer: coarse)").matches;
    this.#find<HTMLElement>(isTouch ? ".log" : "textarea")?.focus({ preventScroll: true });
  }

  /** Shows the newest question at the top, so that a long answer is read from its beginning. */
  #scroll(): void {
    const log = this.#find<HTMLElement>(".log");
    if (!log || !this.#scrollGoal) return;
    const question = [...log.querySelectorAll<HTMLElement>(".visitor")].at(-1);
    const top = this.#scrollGoal === "end" ? log.scrollHeight : (question?.offsetTop ?? 0) - 12;
    log.scrollTo({ top });
    this.#scrollGoal = null;
  }

  #find<Found extends Element>(selector: string): Found | null {
    return this.shadowRoot?.querySelector<Found>(selector) ?? null;
  }
}

const keyOf = (entry: Entry): string => (entry.from === "assistant" ? entry.turn.turn_id : entry.id);
