/** Puts the element on the page, or takes the one that the page has. */

import { readOptions, type GivenOptions } from "./options";
import { RareGuide } from "./rare-guide";

export const ELEMENT = "rare-guide";

/** @param origin stands in for a server that is not given: where the script came from. */
export function place(given: GivenOptions, origin: string): RareGuide {
  const element = document.querySelector<RareGuide>(ELEMENT) ?? new RareGuide();
  element.options = readOptions(given, origin);
  if (!element.isConnected) document.body.append(element);
  return element;
}
