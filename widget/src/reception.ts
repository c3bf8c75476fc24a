/** Holds what the server told at the beginning: it is asked when the panel is opened, and again for another page. */

import type { Options } from "./options";
import type { Condition } from "./turn";
import { askForWelcome, type Greeting, type Welcome } from "./welcome";

export class Reception {
  readonly #changed: (options: Options, condition: Condition | null) => void;
  /** Null before the server was asked. */
  #greeting: Greeting | null = null;
  #asked: Options | null = null;

  /** @param changed is told when the server has answered, with the page's condition as the store names it. */
  constructor(changed: (options: Options, condition: Condition | null) => void) {
    this.#changed = changed;
  }

  /** What the server told, once it has. */
  get welcome(): Welcome | null {
    return typeof this.#greeting === "object" ? this.#greeting : null;
  }

  /** False when the server takes no questions from this site. */
  get isAllowed(): boolean {
    return this.#greeting !== "notAllowed";
  }

  /** Has the server asked again that was away. */
  tryAgain(): void {
    if (this.#greeting === "unreachable") this.#asked = null;
  }

  /** Asks, unless the server has been asked for the same page. */
  async enter(options: Options): Promise<void> {
    if (this.#asked === options) return;
    this.#asked = options;
    const { server, language, condition } = options;
    const greeting = await askForWelcome(server, language, condition?.slug ?? null);
    if (this.#asked !== options) return;
    this.#greeting = greeting;
    const known = this.welcome?.condition ?? null;
    // Whoever embeds the widget reads of a condition that the store does not have.
    if (condition && this.welcome && !known) {
      console.warn(`RareGuide: the store has no condition "${condition.slug}" (data-condition).`);
    }
    this.#changed(options, this.welcome ? known : condition);
  }
}
