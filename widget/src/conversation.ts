/** Holds one conversation: what was said, what is on its way, and what of it survives a reload. */

import { newMessageId } from "./message-id";
import { Patience } from "./patience";
import type { Topic } from "./topic";
import type { Delivery, Entry, FormField, Transcript, TranscriptStore, VisitorEntry } from "./transcript";
import type { Transport, TransportListener } from "./transport";
import type { Handoff, Turn } from "./turn";

/** How often a person is told that the visitor is typing. */
const TYPED_MS = 3_000;
const PUSHED_MS = 5_000;
const FORGET_AGAIN_MS = 30_000;
/** States in which a person may write at any time. */
const WAITING: readonly string[] = ["requested", "queued", "with_operator"];

export class Conversation implements TransportListener {
  readonly topic: Topic;
  readonly #store: TranscriptStore;
  readonly #onChange: (received: readonly Turn[], isAnswer: boolean) => void;
  readonly #transport: Transport;
  readonly #looking: number;
  readonly #patience = new Patience(() => this.#onChange([], false));
  #typedAt = 0;
  /** The conversation before it was begun anew, as long as that can be undone. */
  #before: Transcript | null = null;
  /** Who waits for the answer to a message, by its id. */
  readonly #asking = new Map<string, (turn: Turn | null) => void>();
  #isReachable = true;
  #notice: string | null = null;

  /**
   * @param connect makes the transport that reports to this conversation.
   * @param topic holds which condition is talked of.
   * @param onChange is called after every change, with the turns that came with it, and whether they answer a message.
   */
  constructor(
    store: TranscriptStore,
    connect: (listener: TransportListener) => Transport,
    topic: Topic,
    onChange: (received: readonly Turn[], isAnswer: boolean) => void,
  ) {
    this.#store = store;
    this.topic = topic;
    this.#onChange = onChange;
    this.#transport = connect(this);
    if (this.entries.length) this.#transport.connect();
    this.#sendWhatWasLeft();
    void this.#forgetWhatWasLeft();
    addEventListener("storage", this.#follow);
    this.#looking = window.setInterval(() => {
      if (WAITING.includes(this.handoff?.status ?? "")) this.#transport.fetchPushed();
    }, PUSHED_MS);
  }

  get entries(): readonly Entry[] {
    return this.#store.current.entries;
  }

  /** Tells whether an answer is awaited; a message that cannot be delivered yet does not count. */
  get isAwaitingAnswer(): boolean {
    return this.entries.some(
      (entry) => entry.from === "visitor" && entry.delivery === "sending" && this.#patience.isAwaited(entry.id),
    );
  }

  /** Tells whether the answer that is awaited takes longer than usual. */
  get isSlow(): boolean {
    return this.#patience.isSlow && this.isAwaitingAnswer;
  }

  get canUndo(): boolean {
    return this.#before !== null && !this.entries.length;
  }

  get isPersonTyping(): boolean {
    return this.#patience.isPersonTyping;
  }

  /** The id of the newest message, where the person has read it. */
  get readMessage(): string | null {
    const last = this.entries.filter((entry) => entry.from === "visitor").at(-1);
    return last?.from === "visitor" && last.id === this.#store.current.read ? last.id : null;
  }

  /** False when the last attempt to reach the server failed. */
  get isConnected(): boolean {
    return this.#isReachable;
  }

  /** What the server says about a message that has to wait. */
  get notice(): string | null {
    return this.#notice;
  }

  /** The state of the hand-over that the newest turn tells of. */
  get handoff(): Handoff | null {
    const turns = this.entries.filter((entry) => entry.from === "assistant");
    return turns.at(-1)?.turn.handoff ?? null;
  }

  /** Begins to listen to what the server pushes. */
  listen(): void {
    if (this.entries.length) this.#transport.connect();
  }

  /** Sends what a visitor typed, or a quick reply, which is shown by its title; blank text is not sent. */
  say(message: string, shown = message): boolean {
    if (!message.trim()) return false;
    this.#send({ shown, message });
    return true;
  }

  /** Says what the card was filled in with; returns the turn that answers it. */
  sayInForm(message: string, field: FormField, value: string): Promise<Turn | null> {
    const { id } = this.#send({ shown: value, message, form: { field, value } });
    return new Promise((resolve) => this.#asking.set(id, resolve));
  }

  #send(said: Pick<VisitorEntry, "shown" | "message" | "form">): VisitorEntry {
    const entry: VisitorEntry = {
      from: "visitor",
      id: newMessageId(),
      ...said,
      ...this.topic.forNextMessage(),
      delivery: "sending",
      at: Date.now(),
    };
    this.#change([...this.entries, entry]);
    this.#transport.send(entry);
    this.#patience.watch(this.isAwaitingAnswer);
    return entry;
  }

  /** Waits no longer for what has not been answered yet; an answer that comes after all is shown. */
  stopWaiting(): void {
    this.#patience.giveUp(this.entries.flatMap((entry) => (entry.from === "visitor" ? [entry.id] : [])));
  }

  /** Sends a refused message again, under its old id. */
  sayAgain(entry: VisitorEntry): void {
    this.#mark(entry.id, "sending");
    this.#transport.send(entry);
  }

  /** Tells a person who is there that the visitor is typing, now and then. */
  typed(): void {
    if (this.handoff?.status !== "with_operator" || Date.now() - this.#typedAt < TYPED_MS) return;
    this.#typedAt = Date.now();
    this.#transport.typed();
  }

  /** Keeps and sends an opinion of a turn; tells whether the server took it. */
  rate(turnId: string, isHelpful: boolean, comment: string): Promise<boolean> {
    this.#change(
      this.entries.map((entry) =>
        entry.from === "assistant" && entry.turn.turn_id === turnId ? { ...entry, isHelpful } : entry,
      ),
    );
    return this.#transport.rate(turnId, isHelpful, comment);
  }

  /** Begins a new conversation; `undo` goes back to the old one as long as nothing has been said. */
  startAgain(): void {
    this.#before = this.entries.length ? this.#store.current : null;
    this.#transport.startAgain();
    this.#store.update({ after: 0 });
    this.topic.reset();
    this.#change([]);
  }

  undo(): void {
    const before = this.#before;
    if (!before || !this.canUndo) return;
    this.#before = null;
    const { entries, token, after, topic, toldTopic, settledPage } = before;
    this.#transport.startAgain();
    this.#store.update({ token, after, topic, toldTopic, settledPage });
    this.#change(entries);
    this.#transport.connect();
    this.#sendWhatWasLeft();
  }

  /** Clears the conversation here, and has the server forget it; tells whether it did already. */
  async forget(): Promise<boolean> {
    const { token, toForget } = this.#store.current;
    this.startAgain();
    this.#before = null;
    this.#store.update({ draft: "" });
    if (token) this.#store.update({ toForget: [...toForget, token] });
    return this.#forgetWhatWasLeft();
  }

  close(): void {
    removeEventListener("storage", this.#follow);
    clearInterval(this.#looking);
    this.#patience.close();
    this.#transport.close();
  }

  received(turns: readonly Turn[], answered: string | null): void {
    const known = new Set(this.entries.map((entry) => (entry.from === "assistant" ? entry.turn.turn_id : entry.id)));
    const isLate = this.entries.some(
      (entry) => entry.from === "visitor" && entry.id === answered && entry.delivery === "answered",
    );
    // A second answer to the same message is one that was thought lost.
    const fresh = isLate ? [] : turns.filter((turn) => !known.has(turn.turn_id));
    const after = Math.max(this.#store.current.after, ...fresh.map((turn) => turn.sequence ?? 0));
    this.#store.update({ after });
    const entries = this.#marked(answered, "answered");
    const place = entries.findIndex((entry) => entry.from === "visitor" && entry.id === answered) + 1;
    // Below its question, where further questions were already waiting when the answer came.
    const at = place || entries.length;
    const now = Date.now();
    const added: Entry[] = fresh.map((turn) => ({ from: "assistant", turn, at: now }));
    if (fresh.some((turn) => turn.author === "operator" || turn.handoff?.status !== "with_operator")) this.#patience.stopTyping();
    this.topic.followTurns(fresh);
    this.#notice = null;
    this.#change([...entries.slice(0, at), ...added, ...entries.slice(at)], fresh, place > 0);
    this.#patience.watch(this.isAwaitingAnswer);
    this.#answerAsked(answered, turns.at(-1) ?? null);
  }

  delayed(id: string, why: string | null): void {
    this.#notice = why;
    this.#mark(id, "delayed");
  }

  waits(text: string): void {
    if (!this.isAwaitingAnswer) return;
    this.#notice = text;
    this.#onChange([], false);
  }

  refused(id: string): void {
    this.#mark(id, "refused");
    this.#answerAsked(id, null);
  }

  personTypes(): void {
    this.#patience.personTypes();
  }

  personReads(): void {
    const answered = this.entries.filter((entry) => entry.from === "visitor" && entry.delivery === "answered").at(-1);
    if (answered?.from !== "visitor") return;
    this.#store.update({ read: answered.id });
    this.#onChange([], false);
  }

  reachable(isReachable: boolean): void {
    if (this.#isReachable === isReachable) return;
    this.#isReachable = isReachable;
    this.#onChange([], false);
  }

  #answerAsked(id: string | null, turn: Turn | null): void {
    if (id === null) return;
    this.#asking.get(id)?.(turn);
    this.#asking.delete(id);
  }

  /** Sends what a reload interrupted; the server answers a message that it already has from its memory. */
  #sendWhatWasLeft(): void {
    for (const entry of this.entries) {
      const isLeft = entry.from === "visitor" && (entry.delivery === "sending" || entry.delivery === "delayed");
      if (isLeft) this.#transport.send(entry);
    }
    this.#patience.watch(this.isAwaitingAnswer);
  }

  async #forgetWhatWasLeft(): Promise<boolean> {
    for (const token of this.#store.current.toForget) {
      if (!(await this.#transport.forget(token))) {
        setTimeout(() => void this.#forgetWhatWasLeft(), FORGET_AGAIN_MS);
        return false;
      }
      this.#store.update({ toForget: this.#store.current.toForget.filter((other) => other !== token) });
    }
    return true;
  }

  readonly #follow = (event: StorageEvent): void => {
    if (this.#store.follow(event)) this.#onChange([], false);
  };

  #mark(id: string, delivery: Delivery): void {
    this.#change(this.#marked(id, delivery));
  }

  #marked(id: string | null, delivery: Delivery): Entry[] {
    return this.entries.map((entry) => (entry.from === "visitor" && entry.id === id ? { ...entry, delivery } : entry));
  }

  #change(entries: readonly Entry[], received: readonly Turn[] = [], isAnswer = false): void {
    this.#store.update({ entries });
    this.#onChange(received, isAnswer);
  }
}
