/** Holds one conversation: what was said, what is on its way, and what of it survives a reload. */

import { newMessageId } from "./message-id";
import type { Delivery, Entry, TranscriptStore, VisitorEntry } from "./transcript";
import type { Transport, TransportListener } from "./transport";
import type { Turn } from "./turn";

export class Conversation implements TransportListener {
  readonly #store: TranscriptStore;
  readonly #onChange: (received: readonly Turn[]) => void;
  readonly #transport: Transport;

  /**
   * @param connect makes the transport that reports to this conversation.
   * @param onChange is called after every change, with the turns that came with it.
   */
  constructor(
    store: TranscriptStore,
    connect: (listener: TransportListener) => Transport,
    onChange: (received: readonly Turn[]) => void,
  ) {
    this.#store = store;
    this.#onChange = onChange;
    this.#transport = connect(this);
    this.#sendWhatWasLeft();
  }

  get entries(): readonly Entry[] {
    return this.#store.current.entries;
  }

  /** Tells whether an answer is awaited; a message that cannot be delivered yet does not count. */
  get isAwaitingAnswer(): boolean {
    return this.entries.some((entry) => entry.from === "visitor" && entry.delivery === "sending");
  }

  /** Sends what a visitor typed, or a quick reply, which is shown by its title; blank text is not sent. */
  say(message: string, shown = message): boolean {
    if (!message.trim()) return false;
    const entry: VisitorEntry = { from: "visitor", id: newMessageId(), shown, message, delivery: "sending" };
    this.#change([...this.entries, entry]);
    this.#transport.send(entry);
    return true;
  }

  /** Sends a refused message again, under its old id. */
  sayAgain(entry: VisitorEntry): void {
    this.#mark(entry.id, "sending");
    this.#transport.send(entry);
  }

  startAgain(): void {
    this.#transport.startAgain();
    this.#change([]);
  }

  close(): void {
    this.#transport.close();
  }

  received(turns: readonly Turn[], answered: string | null): void {
    const known = new Set(this.entries.map((entry) => (entry.from === "assistant" ? entry.turn.turn_id : entry.id)));
    const fresh = turns.filter((turn) => !known.has(turn.turn_id));
    const entries = this.#marked(answered, "answered");
    const place = entries.findIndex((entry) => entry.from === "visitor" && entry.id === answered) + 1;
    // Below its question, where further questions were already waiting when the answer came.
    const at = place || entries.length;
    const added: Entry[] = fresh.map((turn) => ({ from: "assistant", turn }));
    this.#change([...entries.slice(0, at), ...added, ...entries.slice(at)], fresh);
  }

  delayed(id: string): void {
    this.#mark(id, "delayed");
  }

  refused(id: string): void {
    this.#mark(id, "refused");
  }

  /** Sends what a reload interrupted; the server answers a message that it already has from its memory. */
  #sendWhatWasLeft(): void {
    for (const entry of this.entries) {
      const isLeft = entry.from === "visitor" && (entry.delivery === "sending" || entry.delivery === "delayed");
      if (isLeft) this.#transport.send(entry);
    }
  }

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
