/** Holds what the panel shows, and does what is pressed in it. */

import { ConditionSearch } from "./condition-search";
import { Conversation } from "./conversation";
import { Delivery } from "./delivery";
import { Draft } from "./draft";
import { emit } from "./events";
import { Feedback } from "./feedback";
import { ASK_FOR_PERSON, isFormTurn } from "./handoff";
import { Menu } from "./menu";
import type { Options } from "./options";
import type { Panel } from "./panel";
import type { Placement, ScrollGoal } from "./placement";
import { QuickReplies } from "./quick-replies";
import { Reception } from "./reception";
import { RequestForm } from "./request-form";
import { printConversation, saveConversation } from "./saved-conversation";
import { Speech } from "./speech";
import { textsIn, type Texts } from "./texts";
import { Topic } from "./topic";
import { TranscriptStore } from "./transcript";
import type { Condition, Option, Turn } from "./turn";
import type { Notice, ViewContext, ViewHost } from "./view-context";
import { KeyedNodes } from "./view-element";
import type { Welcome } from "./welcome";

export interface PanelHost extends ViewHost {
  readonly isOpen: boolean;
  close(): void;
}

export class PanelState implements Panel {
  options: Options;
  notice: Notice | null = null;
  isLarge = false;
  below = 0;
  readonly nodes = new KeyedNodes();
  readonly store: TranscriptStore;
  readonly conversation: Conversation;
  readonly draft: Draft;
  readonly menu: Menu;
  readonly search: ConditionSearch;
  readonly quickReplies: QuickReplies;
  readonly form: RequestForm;
  readonly feedback: Feedback;
  readonly #host: PanelHost;
  readonly #placement: Placement;
  readonly #speech: Speech;
  readonly #reception = new Reception((...told) => this.#welcomed(...told));
  /** Where the log is to be scrolled to once the change at hand is shown. */
  #scrollGoal: ScrollGoal | null = "question";
  /** Whether a form that opens was chosen, and gets the focus then; who opens it by talking goes on talking. */
  #isFormWanted = false;

  /** Takes up the conversation of this tab, if there is one. */
  constructor(options: Options, host: PanelHost, placement: Placement) {
    const { server, language, storage } = options;
    const store = new TranscriptStore(server, storage);
    this.options = options;
    this.#host = host;
    this.#placement = placement;
    this.store = store;
    this.conversation = new Conversation(
      store,
      (listener) => new Delivery(server, language, store, listener),
      new Topic(store, () => this.options.condition),
      this.#changed,
    );
    this.draft = new Draft(host, store);
    this.menu = new Menu(host, {
      enlarge: () => this.resize(true),
      print: () => {
        if (!printConversation(this.conversation.entries, this.context)) this.#save();
      },
      save: () => this.#save(),
      startAgain: () => this.#startAgain(),
      forget: () => void this.#forget(),
    });
    this.search = new ConditionSearch(host, server, (found) => this.#askAbout(found));
    this.quickReplies = new QuickReplies(host);
    this.form = new RequestForm(host);
    this.feedback = new Feedback(host, async (...opinion) => {
      const isTaken = await this.conversation.rate(...opinion);
      this.#notify(isTaken ? this.#texts.rated : this.#texts.ratedNot);
    });
    this.#speech = new Speech(host);
  }

  get context(): ViewContext {
    const { language } = this.options;
    return { texts: textsIn(language), language, plain: this.welcome?.plain };
  }

  get welcome(): Welcome | null {
    return this.#reception.welcome;
  }

  get isAllowed(): boolean {
    return this.#reception.isAllowed;
  }

  get isLow(): boolean {
    return this.#placement.isLow;
  }

  get speech(): Speech | null {
    return this.options.speech ? this.#speech : null;
  }

  get #texts(): Texts {
    return this.context.texts;
  }

  opened(): void {
    this.#reception.tryAgain();
    this.#scrollGoal = "question";
    this.store.update({ isOpen: true, unseen: 0 });
    this.conversation.listen();
  }

  closed(): void {
    this.#speech.stop();
    this.store.update({ isOpen: false });
  }

  /** Is called each time that the open panel has been shown. */
  shown(): void {
    void this.#reception.enter(this.options);
    if (this.#scrollGoal) this.#placement.scrollTo(this.#scrollGoal);
    this.#scrollGoal = null;
  }

  /** Ends all work: the page is left, or the element taken away. */
  leave(): void {
    this.draft.keepNow();
    this.#speech.stop();
    this.conversation.close();
  }

  /** Sends what was typed or chosen, and tells whether there was anything to send. */
  say(message: string, shown?: string): boolean {
    const isSaid = this.conversation.say(message, shown);
    if (isSaid) {
      this.notice = null;
      this.below = 0;
      this.#scrollGoal = "end";
      emit("ask", {});
      this.#host.requestUpdate();
    }
    return isSaid;
  }

  readonly choose = ({ title, payload }: Option): void => {
    this.#isFormWanted = this.conversation.handoff?.status !== "collecting";
    this.say(payload, title);
    this.#placement.focusQuestion();
  };

  readonly talkToPerson = (): void => this.choose({ title: this.#texts.askForPerson, payload: ASK_FOR_PERSON });

  readonly talkAbout = (topic: Condition | null): void => {
    this.conversation.topic.choose(topic);
    this.#host.requestUpdate();
    this.#placement.focusQuestion();
  };

  readonly typed = ({ currentTarget }: Event): void => {
    this.draft.typed((currentTarget as HTMLTextAreaElement).value);
    this.conversation.typed();
  };

  readonly submit = (event: Event): void => {
    event.preventDefault();
    const question = this.#host.find<HTMLTextAreaElement>("#question");
    if (this.draft.left < 0) this.#notify(this.#texts.tooLong);
    else if (question && this.say(question.value.trim())) {
      question.value = "";
      this.draft.clear();
    }
    question?.focus();
  };

  readonly scrolled = (): void => {
    if (!this.below || !this.#placement.isAtEnd) return;
    this.below = 0;
    this.#host.requestUpdate();
  };

  readonly toEnd = (): void => {
    this.below = 0;
    this.#placement.scrollTo("end");
    this.#placement.focusQuestion();
    this.#host.requestUpdate();
  };

  /** The button that was pressed goes: the focus moves to the one that takes it back, or leads to that. */
  readonly resize = (isLarge: boolean): void => {
    this.isLarge = isLarge;
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => this.#host.find(isLarge ? ".size" : ".more")?.focus());
  };

  readonly close = (): void => this.#host.close();

  readonly keyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    if (!this.menu.close()) this.close();
  };

  /** The browser's own wish to close, such as the back gesture of a telephone. */
  readonly cancel = (event: Event): void => {
    event.preventDefault();
    this.close();
  };

  /** Takes what the server told, with the page's condition by the store's name. */
  #welcomed(options: Options, condition: Condition | null): void {
    const { topic } = this.conversation;
    const isTopic = options.condition !== null && topic.current?.slug === options.condition.slug;
    this.draft.longest = this.welcome?.longest_message ?? this.draft.longest;
    Object.assign(options, { condition });
    if (isTopic) topic.choose(condition);
    this.#host.requestUpdate();
  }

  readonly #changed = (received: readonly Turn[], isAnswer: boolean): void => {
    const { store, below } = this;
    if (received.length) this.notice = null;
    // What is told below the messages takes room from them.
    else if (this.#placement.isAtEnd) this.#scrollGoal ??= "end";
    if (received.length && !this.#host.isOpen) store.update({ unseen: store.current.unseen + received.length });
    else if (received.length && isAnswer) this.#scrollGoal = isFormTurn(received.at(-1)) ? "form" : "question";
    else if (received.length && this.#placement.isAtEnd) this.#scrollGoal = "end";
    else this.below = below + received.length;
    for (const { kind, condition } of received) emit("turn", { kind, condition: condition?.slug ?? null });
    this.#host.requestUpdate();
    if (!this.#isFormWanted || !isAnswer) return;
    this.#isFormWanted = false;
    if (isFormTurn(received.at(-1))) {
      void this.#host.updateComplete.then(() => this.#placement.focusQuestion("#request-question"));
    }
  };

  #askAbout(condition: Condition): void {
    this.conversation.topic.choose(condition);
    this.choose({ title: this.#texts.about(condition.name), payload: condition.name });
  }

  #save(): void {
    saveConversation(this.conversation.entries, this.context);
  }

  #startAgain(): void {
    this.conversation.startAgain();
    const undo = (): void => {
      this.conversation.undo();
      this.#notify(null);
      this.#placement.focusQuestion();
    };
    this.#notify(this.#texts.startedAgain, this.conversation.canUndo ? undo : null);
    this.#placement.focusQuestion();
  }

  async #forget(): Promise<void> {
    const box = this.#host.find<HTMLTextAreaElement>("#question");
    if (box) box.value = "";
    this.draft.clear();
    this.#placement.focusQuestion();
    const isDone = await this.conversation.forget();
    this.#notify(isDone ? this.#texts.forgotten : this.#texts.forgetLater);
  }

  #notify(text: string | null, undo: (() => void) | null = null): void {
    this.notice = text === null ? null : { text, undo };
    this.#host.requestUpdate();
  }
}
