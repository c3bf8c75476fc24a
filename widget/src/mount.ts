/** Puts the widget on a page. */

import { api } from "./api";
import { readOptions, type GivenOptions } from "./options";
import { RareGuide } from "./rare-guide";

export const ELEMENT = "rare-guide";

/** Makes the element known, once a page, and gives scripts their way in. */
export function define(): void {
  if (!customElements.get(ELEMENT)) customElements.define(ELEMENT, RareGuide);
  window.RareGuide ??= api;
}

/** Puts the element on the page, or takes the one that the page has; returns it. */
export function place(given: GivenOptions, origin: string): RareGuide {
  const element = document.querySelector<RareGuide>(ELEMENT) ?? new RareGuide();
  element.options = readOptions(given, origin);
  if (!element.isConnected) document.body.append(element);
  return element;
}
