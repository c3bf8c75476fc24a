/**
 * The element that a site gets: a button in a corner, and the panel that it opens. On a small screen the panel
 * fills it and the page behind is out of reach; on a large one it stands beside the page.
 */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";

import { Conversation } from "./conversation";
import { Delivery } from "./delivery";
import { emit } from "./events";
import { Feedback } from "./feedback";
import { ASK_FOR_PERSON } from "./handoff";
import { chatIcon } from "./icons";
import { Menu } from "./menu";
import type { Options } from "./options";
import { panel } from "./panel";
import { Placement } from "./placement";
import { printConversation, saveConversation } from "./saved-conversation";
import { Speech } from "./speech";
import { styles } from "./styles";
import { textsIn, type Texts } from "./texts";
import { TranscriptStore } from "./transcript";
import type { Option, Turn } from "./turn";
import type { ViewContext, ViewHost } from "./view-context";

export class RareGuide extends LitElement implements ViewHost {
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
  /** What is told besides the messages. */
  declare notice: string;

  #store: TranscriptStore | null = null;
  #conversation: Conversation | null = null;
  readonly #placement = new Placement(this);
  readonly #dark = matchMedia("(prefers-color-scheme: dark)");
  /** Whether the panel has been opened on this page: until then only the launcher is built. */
  #isBuilt = false;
  /** Where the log is to be scrolled to once the change at hand is shown. */
  #scrollGoal: "question" | "end" | null = null;

  readonly #feedback = new Feedback(this, async (...opinion) => (await this.#conversation?.rate(...opinion)) ?? false);
  readonly #speech = new Speech(this);
  readonly #menu = new Menu(this, {
    print: () => {
      if (!printConversation(this.#entries, this.#context)) saveConversation(this.#entries, this.#context);
    },
    save: () => saveConversation(this.#entries, this.#context),
    startAgain: () => {
      this.#conversation?.startAgain();
      this.notify(this.#texts.startedAgain);
      this.#placement.focusQuestion();
    },
    forget: () => {
      this.#placement.focusQuestion();
      void this.#conversation?.forget().then((isDone) => {
        this.notify(isDone ? this.#texts.forgotten : this.#texts.forgetLater);
      });
    },
  });

  constructor() {
    super();
    this.options = null;
    this.isOpen = false;
    this.hasNews = false;
    this.notice = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#placement.connect();
    this.#dark.addEventListener("change", this.#recolour);
    if (this.hasUpdated) this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#placement.disconnect();
    this.#dark.removeEventListener("change", this.#recolour);
    this.#speech.stop();
    this.#conversation?.close();
    this.#conversation = null;
  }

  /** Takes up the conversation of this tab, if there is one. */
  #begin(): void {
    if (!this.options || this.#conversation || !this.isConnected) return;
    const { server, storage } = this.options;
    const store = new TranscriptStore(server, storage);
    const keeper = {
      get after() {
        return store.current.after;
      },
      get token() {
        return store.current.token;
      },
      set token(token) {
        store.update({ token });
      },
    };
    this.#store = store;
    this.#conversation = new Conversation(
      store,
      (listener) => new Delivery(server, keeper, listener),
      () => this.options?.condition?.slug ?? null,
      this.#changed,
    );
    // On a small screen the panel would stand before every page that a visitor goes on to.
    this.isOpen ||= store.current.isOpen && !this.#placement.fillsScreen;
    this.#scrollGoal = "question";
  }

  protected override updated(changed: PropertyValues<this>): void {
    // The launcher stands before anything else is begun.
    if (changed.has("options") && this.options) {
      this.#begin();
    }
    if (changed.has("isOpen")) this.#placement.show(this.isOpen);
    if (this.isOpen && this.#isBuilt && this.#scrollGoal) {
      this.#placement.scrollTo(this.#scrollGoal);
      this.#scrollGoal = null;
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.options) return nothing;
    const { language, position, direction, theme, title } = this.options;
    const isDark = theme === "dark" || (theme === "auto" && this.#dark.matches);
    const news = this.hasNews ? html`<span class="news">${this.#texts.newAnswer}</span>` : null;
    this.#isBuilt ||= this.isOpen;
    return html`
      <aside class="root ${position} ${isDark ? "dark" : ""}" lang=${language} dir=${direction} aria-label=${title}>
        <button class="launcher" type="button" aria-haspopup="dialog" ?hidden=${this.isOpen} @click=${this.open}>
          ${chatIcon}<span>${title}</span>${news}
        </button>
        ${this.#isBuilt && this.#conversation ? this.#panel(this.options, this.#conversation) : null}
      </aside>
    `;
  }

  #panel(options: Options, conversation: Conversation): TemplateResult {
    return panel({
      options,
      conversation,
      context: this.#context,
      notice: this.notice,
      menu: this.#menu,
      feedback: this.#feedback,
      speech: options.speech ? this.#speech : null,
      close: this.close,
      cancel: this.#onCancel,
      keyDown: this.#onKey,
      talkToPerson: () => this.#choose({ title: this.#texts.askForPerson, payload: ASK_FOR_PERSON }),
      choose: this.#choose,
      submit: this.#submit,
    });
  }

  get #texts(): Texts {
    return this.#context.texts;
  }

  get #context(): ViewContext {
    const language = this.options?.language ?? "en";
    return { texts: textsIn(language), language };
  }

  get #entries(): Conversation["entries"] {
    return this.#conversation?.entries ?? [];
  }

  readonly open = (): void => {
    if (this.isOpen) return;
    this.#begin();
    this.isOpen = true;
    this.hasNews = false;
    this.#scrollGoal = "question";
    this.#store?.update({ isOpen: true });
    this.#conversation?.listen();
    emit("open", {});
    void this.updateComplete.then(() => this.#placement.focusQuestion());
  };

  readonly close = (): void => {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#speech.stop();
    this.#store?.update({ isOpen: false });
    emit("close", {});
    void this.updateComplete.then(() => this.find(".launcher")?.focus());
  };

  /** Opens the panel and asks, as if the visitor had typed it. */
  ask(question: string): void {
    this.open();
    this.#say(question.trim());
  }

  notify(text: string): void {
    this.notice = text;
  }

  find<Found extends Element = HTMLElement>(selector: string): Found | null {
    return this.shadowRoot?.querySelector<Found>(selector) ?? null;
  }

  readonly #changed = (received: readonly Turn[]): void => {
    this.notice = "";
    if (received.length) {
      this.#scrollGoal = "question";
      this.hasNews = !this.isOpen;
    }
    for (const { kind, condition } of received) emit("turn", { kind, condition: condition?.slug ?? null });
    this.requestUpdate();
  };

  readonly #choose = ({ title, payload }: Option): void => {
    this.#say(payload, title);
    this.#placement.focusQuestion();
  };

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    const question = this.find<HTMLTextAreaElement>("#question");
    if (question && this.#say(question.value.trim())) question.value = "";
    question?.focus();
  };

  #say(message: string, shown?: string): boolean {
    const isSaid = this.#conversation?.say(message, shown) ?? false;
    if (isSaid) {
      this.#scrollGoal = "end";
      emit("ask", {});
    }
    return isSaid;
  }

  readonly #recolour = (): void => this.requestUpdate();

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    if (!this.#menu.close()) this.close();
  };

  /** The browser's own wish to close, such as the back gesture of a telephone. */
  readonly #onCancel = (event: Event): void => {
    event.preventDefault();
    this.close();
  };
}
