/**
 * The element that a site gets: a button in a corner, and the panel that it opens. On a small screen the panel
 * fills it and the page behind is out of reach; on a large one it stands beside the page.
 */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";

import { ConditionSearch } from "./condition-search";
import { Conversation } from "./conversation";
import { Delivery } from "./delivery";
import { Draft } from "./draft";
import { emit } from "./events";
import { Feedback } from "./feedback";
import { ASK_FOR_PERSON } from "./handoff";
import { chatIcon } from "./icons";
import { Menu } from "./menu";
import type { Options } from "./options";
import { panel } from "./panel";
import { Placement } from "./placement";
import { QuickReplies } from "./quick-replies";
import { printConversation, saveConversation } from "./saved-conversation";
import { RequestForm } from "./request-form";
import { Speech } from "./speech";
import { styles } from "./styles";
import { textsIn, type Texts } from "./texts";
import { Topic } from "./topic";
import { TranscriptStore } from "./transcript";
import type { Condition, Option, Turn } from "./turn";
import type { Notice, ViewContext, ViewHost } from "./view-context";
import { askForWelcome, type Greeting } from "./welcome";

export class RareGuide extends LitElement implements ViewHost {
  static override readonly styles = styles;
  static override readonly properties = {
    options: { attribute: false },
    isOpen: { state: true },
    isLarge: { state: true },
    notice: { state: true },
    greeting: { state: true },
    below: { state: true },
  };

  /** Set once, before the element shows anything, and again when the page becomes another. */
  declare options: Options | null;
  declare isOpen: boolean;
  declare isLarge: boolean;
  declare notice: Notice | null;
  /** What the server told at the beginning, once it has been asked. */
  declare greeting: Greeting | null;
  /** How many messages came below what is in sight. */
  declare below: number;

  #store: TranscriptStore | null = null;
  #conversation: Conversation | null = null;
  readonly #placement = new Placement(this);
  readonly #dark = matchMedia("(prefers-color-scheme: dark)");
  /** Whether the panel has been opened on this page: until then only the launcher is built. */
  #isBuilt = false;
  /** Where the log is to be scrolled to once the change at hand is shown. */
  #scrollGoal: "question" | "end" | null = null;

  readonly #draft = new Draft(this, () => this.#store);
  readonly #quickReplies = new QuickReplies(this);
  readonly #search = new ConditionSearch(this, () => this.options?.server ?? "", (found) => this.#askAbout(found));
  readonly #form = new RequestForm(this);
  readonly #feedback = new Feedback(this, async (...opinion) => (await this.#conversation?.rate(...opinion)) ?? false);
  readonly #speech = new Speech(this);
  readonly #menu = new Menu(this, {
    print: () => {
      if (!printConversation(this.#entries, this.#context)) saveConversation(this.#entries, this.#context);
    },
    save: () => saveConversation(this.#entries, this.#context),
    startAgain: () => {
      this.#conversation?.startAgain();
      const undo = (): void => {
        this.#conversation?.undo();
        this.notice = null;
        this.#placement.focusQuestion();
      };
      this.notify(this.#texts.startedAgain, this.#conversation?.canUndo ? undo : undefined);
      this.#placement.focusQuestion();
    },
    forget: () => {
      const box = this.find<HTMLTextAreaElement>("#question");
      if (box) box.value = "";
      this.#draft.clear();
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
    this.isLarge = false;
    this.notice = null;
    this.greeting = null;
    this.below = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#placement.connect();
    this.#dark.addEventListener("change", this.#recolour);
    addEventListener("pagehide", this.#leave);
    if (this.hasUpdated) this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave();
    removeEventListener("pagehide", this.#leave);
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
      new Topic(store, () => this.options?.condition ?? null),
      this.#changed,
    );
    // On a small screen the panel would stand before every page that a visitor goes on to.
    this.isOpen ||= store.current.isOpen && !this.#placement.fillsScreen;
    this.#scrollGoal = "question";
    this.requestUpdate();
  }

  protected override updated(changed: PropertyValues<this>): void {
    // The launcher stands before anything else is begun.
    if (changed.has("options") && this.options) {
      this.#begin();
      this.#conversation?.topic.followPage();
      this.greeting = null;
    }
    if (this.isOpen && this.greeting === null) void this.#askForWelcome();
    if (changed.has("isOpen")) this.#placement.show(this.isOpen);
    if (this.isOpen && this.#isBuilt && this.#scrollGoal) {
      this.#placement.scrollTo(this.#scrollGoal);
      this.#scrollGoal = null;
    }
  }

  /** Asks the server what it tells before anything is said; again at the next opening where it is away. */
  async #askForWelcome(): Promise<void> {
    const asked = this.options;
    if (!asked) return;
    this.greeting = "unreachable";
    const greeting = await askForWelcome(asked.server, asked.language, asked.condition?.slug ?? null);
    if (this.options?.condition !== asked.condition) return;
    this.greeting = greeting;
    if (typeof greeting !== "object") return;
    this.#draft.longest = greeting.longest_message;
    if (asked.condition) this.#checkCondition(asked, greeting.condition);
  }

  /** Takes the page's condition by the store's name; whoever embeds the widget reads of one that it does not have. */
  #checkCondition(options: Options, known: Condition | null): void {
    const topic = this.#conversation?.topic;
    const isTopic = topic?.current?.slug === options.condition?.slug;
    if (!known) console.warn(`RareGuide: the store has no condition "${options.condition?.slug}" (data-condition).`);
    Object.assign(options, { condition: known });
    if (isTopic) topic?.choose(known);
    this.requestUpdate();
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.options) return nothing;
    const { language, position, direction, theme, title } = this.options;
    const isDark = theme === "dark" || (theme === "auto" && this.#dark.matches);
    const unseen = this.#store?.current.unseen ?? 0;
    const news = unseen
      ? html`<span class="news" aria-hidden="true">${unseen}</span
          ><span class="only-read">${this.#texts.newMessages(unseen)}</span>`
      : null;
    const looks = `root ${position} ${isDark ? "dark" : ""} ${this.isLarge ? "large" : ""}`;
    this.#isBuilt ||= this.isOpen;
    return html`
      <aside class=${looks} lang=${language} dir=${direction} aria-label=${title}>
        <button class="launcher" type="button" aria-haspopup="dialog" ?hidden=${this.isOpen} @click=${this.open}>
          ${chatIcon}<span>${title}</span>${news}
        </button>
        ${this.#isBuilt && this.#conversation ? this.#panel(this.options, this.#conversation) : null}
      </aside>
    `;
  }

  #panel(options: Options, conversation: Conversation): TemplateResult {
    const context = this.#context;
    return panel({
      options,
      conversation,
      context,
      welcome: typeof this.greeting === "object" ? this.greeting : null,
      isAllowed: this.greeting !== "notAllowed",
      notice: this.notice,
      isLarge: this.isLarge,
      isLow: this.#placement.isLow,
      unseen: this.below,
      draft: this.#draft.text,
      left: this.#draft.left,
      menu: this.#menu,
      search: this.#search,
      quickReplies: this.#quickReplies,
      form: this.#form,
      feedback: this.#feedback,
      speech: options.speech ? this.#speech : null,
      composer: {
        submit: this.#submit,
        typed: this.#typed,
        microphone: options.speech ? this.#speech.microphone(context) : null,
      },
      close: this.close,
      cancel: this.#onCancel,
      keyDown: this.#onKey,
      scrolled: this.#scrolled,
      resize: (isLarge) => (this.isLarge = isLarge),
      toEnd: this.#toEnd,
      talkToPerson: () => this.#choose({ title: this.#texts.askForPerson, payload: ASK_FOR_PERSON }),
      talkAbout: (topic) => {
        conversation.topic.choose(topic);
        this.requestUpdate();
        this.#placement.focusQuestion();
      },
      choose: this.#choose,
    });
  }

  get #texts(): Texts {
    return this.#context.texts;
  }

  get #context(): ViewContext {
    const language = this.options?.language ?? "en";
    const plain = typeof this.greeting === "object" ? this.greeting?.plain : undefined;
    return { texts: textsIn(language), language, plain };
  }

  get #entries(): Conversation["entries"] {
    return this.#conversation?.entries ?? [];
  }

  readonly open = (): void => {
    if (this.isOpen) return;
    this.#begin();
    this.isOpen = true;
    if (this.greeting === "unreachable") this.greeting = null;
    this.#scrollGoal = "question";
    this.#store?.update({ isOpen: true, unseen: 0 });
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

  notify(text: string, undo?: () => void): void {
    this.notice = { text, ...(undo && { undo }) };
  }

  find<Found extends Element = HTMLElement>(selector: string): Found | null {
    return this.shadowRoot?.querySelector<Found>(selector) ?? null;
  }

  readonly #changed = (received: readonly Turn[], isAnswer: boolean): void => {
    if (received.length) this.notice = null;
    if (received.length && !this.isOpen) {
      this.#store?.update({ unseen: (this.#store.current.unseen ?? 0) + received.length });
    } else if (received.length && isAnswer) this.#scrollGoal = "question";
    else if (received.length && this.#placement.isAtEnd) this.#scrollGoal = "end";
    else this.below += received.length;
    for (const { kind, condition } of received) emit("turn", { kind, condition: condition?.slug ?? null });
    this.requestUpdate();
  };

  readonly #scrolled = (): void => {
    if (this.below && this.#placement.isAtEnd) this.below = 0;
  };

  readonly #toEnd = (): void => {
    this.below = 0;
    this.#placement.scrollTo("end");
    this.#placement.focusQuestion();
  };

  readonly #choose = ({ title, payload }: Option): void => {
    this.#say(payload, title);
    this.#placement.focusQuestion();
  };

  #askAbout(condition: Condition): void {
    this.#conversation?.topic.choose(condition);
    this.#choose({ title: this.#texts.about(condition.name), payload: condition.name });
  }

  readonly #typed = ({ currentTarget }: Event): void => {
    this.#draft.typed((currentTarget as HTMLTextAreaElement).value);
    this.#conversation?.typed();
  };

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    const question = this.find<HTMLTextAreaElement>("#question");
    if (this.#draft.left < 0) this.notify(this.#texts.tooLong);
    else if (question && this.#say(question.value.trim())) {
      question.value = "";
      this.#draft.clear();
    }
    question?.focus();
  };

  #say(message: string, shown?: string): boolean {
    const isSaid = this.#conversation?.say(message, shown) ?? false;
    if (isSaid) {
      this.notice = null;
      this.below = 0;
      this.#scrollGoal = "end";
      emit("ask", {});
    }
    return isSaid;
  }

  readonly #leave = (): void => this.#draft.keepNow();

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
