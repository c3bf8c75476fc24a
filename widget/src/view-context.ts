/** What every part of the view is given: the words and the language of the interface. */

import type { Language, Texts } from "./texts";

export interface ViewContext {
  readonly texts: Texts;
  readonly language: Language;
}

/** What a part of the view that has a state of its own may ask of the element that it belongs to. */
export interface ViewHost {
  readonly updateComplete: Promise<boolean>;
  requestUpdate(): void;
  /** Shows a short message, and has it read out. */
  notify(text: string): void;
  find<Found extends Element = HTMLElement>(selector: string): Found | null;
}
