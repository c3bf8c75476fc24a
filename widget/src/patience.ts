/** Measures what passes with time: that an answer takes longer than usual, and that a person has stopped typing. */

/** After how long a visitor is told that an answer takes longer than usual. */
const SLOW_MS = 5_000;
/** How long "is typing" stands after the last sign of it. */
const TYPING_MS = 5_000;

export class Patience {
  readonly #changed: () => void;
  #typingEnds: number | undefined;
  #slowTimer: number | undefined;
  #isSlow = false;
  /** Ids of messages whose answers the visitor does not wait for any more. */
  readonly #notAwaited = new Set<string>();

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get isSlow(): boolean {
    return this.#isSlow;
  }

  get isPersonTyping(): boolean {
    return this.#typingEnds !== undefined;
  }

  isAwaited = (id: string): boolean => !this.#notAwaited.has(id);

  /** Begins to measure anew how long the visitor waits, if they do. */
  watch(isAwaiting: boolean): void {
    clearTimeout(this.#slowTimer);
    this.#isSlow = false;
    if (!isAwaiting) return;
    this.#slowTimer = window.setTimeout(() => {
      this.#isSlow = true;
      this.#changed();
    }, SLOW_MS);
  }

  /** Waits no longer for the answers to some messages. */
  giveUp(ids: readonly string[]): void {
    for (const id of ids) this.#notAwaited.add(id);
    this.#changed();
  }

  personTypes(): void {
    clearTimeout(this.#typingEnds);
    this.#typingEnds = window.setTimeout(() => {
      this.stopTyping();
      this.#changed();
    }, TYPING_MS);
    this.#changed();
  }

  stopTyping(): void {
    clearTimeout(this.#typingEnds);
    this.#typingEnds = undefined;
  }

  close(): void {
    this.stopTyping();
    clearTimeout(this.#slowTimer);
  }
}
