/** What every part of the view is given: the words and the language of the interface. */

import type { Language, Texts } from "./texts";

export interface ViewContext {
  readonly texts: Texts;
  readonly language: Language;
}
