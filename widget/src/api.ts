/** What scripts of the site can do: `window.RareGuide`. */

import { on } from "./events";
import type { GivenOptions } from "./options";
import { place } from "./place";
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
  /** Puts the widget on the page, or tells the one that is there what has changed; returns what takes it away again. */
  mount: (options: GivenOptions & { readonly server: string }): (() => void) => {
    const mounted = place(options, options.server);
    return () => mounted.remove();
  },
};

declare global {
  interface Window {
    RareGuide?: typeof api;
  }
}
