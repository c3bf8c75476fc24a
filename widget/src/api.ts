/** What scripts of the site can do: `window.RareGuide`. */

import { on } from "./events";
import type { RareGuide } from "./rare-guide";

declare const __VERSION__: string;

const element = (): RareGuide | null => document.querySelector<RareGuide>("rare-guide");

export const api = {
  version: __VERSION__,
  open: (): void => element()?.open(),
  close: (): void => element()?.close(),
  /** Opens the panel and asks, as if the visitor had typed it. */
  ask: (question: string): void => element()?.ask(question),
  on,
};

declare global {
  interface Window {
    RareGuide?: typeof api;
  }
}
