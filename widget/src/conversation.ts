/** Holds one conversation: what was said, what is on its way, and what of it survives a reload. */

import { newMessageId } from "./message-id";
import type { Delivery, Entry, TranscriptStore, VisitorEntry } from "./transcript";
import type { Transport, TransportListener } from "./transport";
import type { Handoff, Turn } from "./turn";

/** How long "is typing" stands after the last sign of it. */
const TYPING_MS = 5_000;
/** How often a person is told that the visitor is typing. */
const TYPED_MS = 3_000;
const PUSHED_MS = 5_000;
const FORGET_AGAIN_MS = 30_000;
/** States in which a person may write at any time. */
const WAITING: readonly string[] = ["requested", "queued", "with_operator"];

export class Conversation implements TransportListener {
  readonly #store: TranscriptStore;
  readonly #pageCondition: () => string | null;
  readonly #onChange: (received: readonly Turn[]) => void;
  readonly #transport: Transport;
  readonly #looking: number;
  #typingEnds: number | undefined;
  #typedAt = 0;
  #isReachable = true;
  #notice: string | null = null;

  /**
   * @param connect makes the transport that reports to this conversation.
   * @param pageCondition gives the slug of the condition that the page is about, if it is about one.
   * @param onChange is called after every change, with the turns that came with it.
   */
  constructor(
    store: TranscriptStore,
    connect: (listener: TransportListener) => Transport,
    pageCondition: () => string | null,
    onChange: (received: readonly Turn[]) => void,
  ) {
    this.#store = store;
    this.#pageCondition = pageCondition;
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
    return this.entries.some((entry) => entry.from === "visitor" && entry.delivery === "sending");
  }

  get isPersonTyping(): boolean {
    return this.#typingEnds !== undefined;
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
    const entry: VisitorEntry = {
      from: "visitor", id: newMessageId(), shown, message, ...this.#newCondition(), delivery: "sending",
    };
    this.#change([...this.entries, entry]);
    this.#transport.send(entry);
    return true;
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

  startAgain(): void {
    this.#transport.startAgain();
    this.#store.update({ after: 0, pageCondition: null });
    this.#change([]);
  }

  /** Clears the conversation here, and has the server forget it; tells whether it did already. */
  async forget(): Promise<boolean> {
    const { token, toForget } = this.#store.current;
    this.startAgain();
    if (token) this.#store.update({ toForget: [...toForget, token] });
    return this.#forgetWhatWasLeft();
  }

  close(): void {
    removeEventListener("storage", this.#follow);
    clearInterval(this.#looking);
    clearTimeout(this.#typingEnds);
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
    const added: Entry[] = fresh.map((turn) => ({ from: "assistant", turn }));
    if (fresh.some((turn) => turn.author === "operator")) this.#stopTyping();
    this.#notice = null;
    this.#change([...entries.slice(0, at), ...added, ...entries.slice(at)], fresh);
  }

  delayed(id: string, why: string | null): void {
    this.#notice = why;
    this.#mark(id, "delayed");
  }

  waits(text: string): void {
    if (!this.isAwaitingAnswer) return;
    this.#notice = text;
    this.#onChange([]);
  }

  refused(id: string): void {
    this.#mark(id, "refused");
  }

  personTypes(): void {
    clearTimeout(this.#typingEnds);
    this.#typingEnds = window.setTimeout(() => {
      this.#stopTyping();
      this.#onChange([]);
    }, TYPING_MS);
    this.#onChange([]);
  }

  reachable(isReachable: boolean): void {
    if (this.#isReachable === isReachable) return;
    this.#isReachable = isReachable;
    this.#onChange([]);
  }

  /** Returns the page's condition for the first message from a page: another one may be talked of by then. */
  #newCondition(): { condition?: string } {
    const condition = this.#pageCondition();
    if (condition === this.#store.current.pageCondition) return {};
    this.#store.update({ pageCondition: condition });
    return condition === null ? {} : { condition };
  }

  #stopTyping(): void {
    clearTimeout(this.#typingEnds);
    this.#typingEnds = undefined;
  }

  /** Sends what a reload interrupted; the server answers a message that it already has from its memory. */
  #sendWhatWasLeft(): void {
    for (const entry of this.entries) {
      const isLeft = entry.from === "visitor" && (entry.delivery === "sending" || entry.delivery === "delayed");
      if (isLeft) this.#transport.send(entry);
    }
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
    if (this.#store.follow(event)) this.#onChange([]);
  };

  #mark(id: string, delivery: Delivery): void {
    this.#change(this.#marked(id, delivery));
  }

  #marked(id: string | null, delivery: Delivery): Entry[] {
    return this.entries.map((entry) => (entry.from === "visitor" && entry.id === id ? { ...entry, delivery } : entry));
  }

  #change(entries: readonly Entry[], received: readonly Turn[] = []): void {
    this.#store.update({ entries });
    this.#onChange(received);
  }
}
