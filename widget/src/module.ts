/** The widget as a module, for sites that are built: `import { mount } from "rareguide-widget"`. */

import { api } from "./api";
import { define, place } from "./mount";
import type { GivenOptions } from "./options";

export const { open, close, ask, on, version } = api;

/** Puts the widget on the page; returns what takes it away again. */
export function mount(options: GivenOptions & { readonly server: string }): () => void {
  define();
  const element = place(options, options.server);
  return () => element.remove();
}
