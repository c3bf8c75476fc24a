/** What every part of the view is given: the words and the language of the interface. */

import type { Language, Texts } from "./texts";
import type { Welcome } from "./welcome";

export interface ViewContext {
  readonly texts: Texts;
  readonly language: Language;
  /** Sentences of turns that a card shows in another way, where the server has told them. */
  readonly plain?: Welcome["plain"] | undefined;
}

/** What is told besides the messages; `undo` takes back what was done. */
export interface Notice {
  readonly text: string;
  readonly undo: (() => void) | null;
}

/** What a part of the view that has a state of its own may ask of the element that it belongs to. */
export interface ViewHost {
  readonly updateComplete: Promise<void>;
  requestUpdate(): void;
  find<Found extends Element = HTMLElement>(selector: string): Found | null;
}
