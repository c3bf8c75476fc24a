/** Keeps what is typed and not sent, so that a change of page or a reload does not lose it, and measures it. */

import type { TranscriptStore } from "./transcript";
import type { ViewHost } from "./view-context";

/** How long typing rests before it is kept. */
const REST_MS = 300;
/** What a server takes that does not say it. */
const LONGEST = 4_000;

export class Draft {
  readonly #host: ViewHost;
  readonly #store: TranscriptStore;
  #timer: number | undefined;
  #length = 0;
  /** Characters of the longest message that the server answers. */
  longest = LONGEST;

  constructor(host: ViewHost, store: TranscriptStore) {
    this.#host = host;
    this.#store = store;
  }

  /** What was typed before the page was left. */
  get text(): string {
    return this.#store.current.draft;
  }

  /** How many characters the message may still grow by. */
  get left(): number {
    return this.longest - this.#length;
  }

  typed(text: string): void {
    const before = this.left;
    this.#length = text.trim().length;
    if (before !== this.left) this.#host.requestUpdate();
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#keep(text), REST_MS);
  }

  /** Keeps what is in the text box at once: the page is being left. */
  keepNow(): void {
    const box = this.#host.find<HTMLTextAreaElement>("#question");
    if (this.#timer === undefined || !box) return;
    clearTimeout(this.#timer);
    this.#keep(box.value);
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#length = 0;
    this.#keep("");
  }

  #keep(draft: string): void {
    this.#timer = undefined;
    this.#store.update({ draft });
  }
}
