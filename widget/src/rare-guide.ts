/**
 * The element that a site gets: a button in a corner, and the panel that it opens. On a small screen the panel
 * fills it and the page behind is out of reach; on a large one it stands beside the page.
 */

import { html, nothing, type TemplateResult } from "lit/html.js";

import { ConditionSearch } from "./condition-search";
import { Conversation } from "./conversation";
import { Delivery } from "./delivery";
import { Draft } from "./draft";
import { emit } from "./events";
import { Feedback } from "./feedback";
import { ASK_FOR_PERSON, isFormTurn } from "./handoff";
import { chatIcon } from "./icons";
import { Menu } from "./menu";
import type { Options } from "./options";
import { panel } from "./panel";
import { Placement, type ScrollGoal } from "./placement";
import { QuickReplies } from "./quick-replies";
import { printConversation, saveConversation } from "./saved-conversation";
import { Reception } from "./reception";
import { RequestForm } from "./request-form";
import { Speech } from "./speech";
import { styles } from "./styles";
import { textsIn, type Texts } from "./texts";
import { Topic } from "./topic";
import { TranscriptStore } from "./transcript";
import type { Condition, Option, Turn } from "./turn";
import type { Notice, ViewContext, ViewHost } from "./view-context";
import { ViewElement } from "./view-element";

export class RareGuide extends ViewElement implements ViewHost {
  #options: Options | null = null;
  readonly #state = this.observe({
    isOpen: false,
    isLarge: false,
    notice: null as Notice | null,
    /** How many messages came below what is in sight. */
    below: 0,
  });

  #store: TranscriptStore | null = null;
  #conversation: Conversation | null = null;
  readonly #placement = new Placement(this);
  readonly #dark = matchMedia("(prefers-color-scheme: dark)");
  /** Whether the panel has been opened on this page: until then only the launcher is built. */
  #isBuilt = false;
  /** Where the log is to be scrolled to once the change at hand is shown. */
  #scrollGoal: ScrollGoal | null = null;

  readonly #reception = new Reception((...told) => this.#welcomed(...told));
  readonly #draft = new Draft(this, () => this.#store);
  readonly #quickReplies = new QuickReplies(this);
  readonly #search = new ConditionSearch(this, () => this.#options?.server ?? "", (found) => this.#askAbout(found));
  readonly #form = new RequestForm(this);
  readonly #feedback = new Feedback(this, async (...opinion) => (await this.#conversation?.rate(...opinion)) ?? false);
  readonly #speech = new Speech(this);
  readonly #menu = new Menu(this, {
    enlarge: () => this.#resize(true),
    print: () => {
      if (!printConversation(this.#entries, this.#context)) saveConversation(this.#entries, this.#context);
    },
    save: () => saveConversation(this.#entries, this.#context),
    startAgain: () => {
      this.#conversation?.startAgain();
      const undo = (): void => {
        this.#conversation?.undo();
        this.#state.notice = null;
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
    super(styles);
  }

  /** Set before the element shows anything, and again when the page becomes another. */
  set options(options: Options) {
    this.#options = options;
    this.requestUpdate();
  }

  connectedCallback(): void {
    this.requestUpdate();
    this.#placement.connect();
    this.#dark.addEventListener("change", this.#recolour);
    addEventListener("pagehide", this.#leave);
  }

  disconnectedCallback(): void {
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
    if (!this.#options || this.#conversation || !this.isConnected) return;
    const { server, language, storage } = this.#options;
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
      (listener) => new Delivery(server, language, keeper, listener),
      new Topic(store, () => this.#options?.condition ?? null),
      this.#changed,
    );
    // On a small screen the panel would stand before every page that a visitor goes on to.
    this.#state.isOpen ||= store.current.isOpen && !this.#placement.fillsScreen;
    this.#scrollGoal = "question";
    this.requestUpdate();
  }

  protected override updated(): void {
    // The launcher stands before anything else is begun.
    this.#begin();
    if (this.#conversation?.topic.followPage()) this.requestUpdate();
    if (this.#state.isOpen && this.#options) void this.#reception.enter(this.#options);
    this.#placement.show(this.#state.isOpen);
    if (this.#state.isOpen && this.#isBuilt && this.#scrollGoal) {
      this.#placement.scrollTo(this.#scrollGoal);
      this.#scrollGoal = null;
    }
  }

  /** Takes what the server told, with the page's condition by the store's name. */
  #welcomed(options: Options, condition: Condition | null): void {
    const topic = this.#conversation?.topic;
    const isTopic = options.condition !== null && topic?.current?.slug === options.condition.slug;
    this.#draft.longest = this.#reception.welcome?.longest_message ?? this.#draft.longest;
    Object.assign(options, { condition });
    if (isTopic) topic?.choose(condition);
    this.requestUpdate();
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.#options) return nothing;
    const { language, position, direction, theme, title } = this.#options;
    const isDark = theme === "dark" || (theme === "auto" && this.#dark.matches);
    const unseen = this.#store?.current.unseen ?? 0;
    const news = unseen
      ? html`<span class="news" aria-hidden="true">${unseen}</span
          ><span class="only-read">${this.#texts.newMessages(unseen)}</span>`
      : null;
    const looks = `root ${position} ${isDark ? "dark" : ""} ${this.#state.isLarge ? "large" : ""}`;
    this.#isBuilt ||= this.#state.isOpen;
    return html`
      <aside class=${looks} lang=${language} dir=${direction} aria-label=${title}>
        <button class="launcher" type="button" aria-haspopup="dialog" ?hidden=${this.#state.isOpen} @click=${this.open}>
          ${chatIcon}<span>${title}</span>${news}
        </button>
        ${this.#isBuilt && this.#conversation ? this.#panel(this.#options, this.#conversation) : null}
      </aside>
    `;
  }

  #panel(options: Options, conversation: Conversation): TemplateResult {
    const context = this.#context;
    return panel({
      options,
      conversation,
      context,
      welcome: this.#reception.welcome,
      isAllowed: this.#reception.isAllowed,
      notice: this.#state.notice,
      isLarge: this.#state.isLarge,
      isLow: this.#placement.isLow,
      unseen: this.#state.below,
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
      resize: this.#resize,
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
    const language = this.#options?.language ?? "en";
    const plain = this.#reception.welcome?.plain;
    return { texts: textsIn(language), language, plain };
  }

  get #entries(): Conversation["entries"] {
    return this.#conversation?.entries ?? [];
  }

  readonly open = (): void => {
    if (this.#state.isOpen) return;
    this.#begin();
    this.#state.isOpen = true;
    this.#reception.tryAgain();
    this.#scrollGoal = "question";
    this.#store?.update({ isOpen: true, unseen: 0 });
    this.#conversation?.listen();
    emit("open", {});
    void this.updateComplete.then(() => this.#placement.focusQuestion());
  };

  readonly close = (): void => {
    if (!this.#state.isOpen) return;
    this.#state.isOpen = false;
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
    this.#state.notice = { text, ...(undo && { undo }) };
  }

  readonly #changed = (received: readonly Turn[], isAnswer: boolean): void => {
    if (received.length) this.#state.notice = null;
    if (received.length && !this.#state.isOpen) {
      this.#store?.update({ unseen: (this.#store.current.unseen ?? 0) + received.length });
    } else if (received.length && isAnswer) this.#scrollGoal = isFormTurn(received.at(-1)) ? "form" : "question";
    else if (received.length && this.#placement.isAtEnd) this.#scrollGoal = "end";
    else this.#state.below += received.length;
    for (const { kind, condition } of received) emit("turn", { kind, condition: condition?.slug ?? null });
    this.requestUpdate();
  };

  readonly #scrolled = (): void => {
    if (this.#state.below && this.#placement.isAtEnd) this.#state.below = 0;
  };

  readonly #toEnd = (): void => {
    this.#state.below = 0;
    this.#placement.scrollTo("end");
    this.#placement.focusQuestion();
  };

  /** The button that was pressed goes: the focus moves to the one that takes it back, or leads to that. */
  readonly #resize = (isLarge: boolean): void => {
    this.#state.isLarge = isLarge;
    void this.updateComplete.then(() => this.find(isLarge ? ".size" : ".more")?.focus());
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
      this.#state.notice = null;
      this.#state.below = 0;
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
