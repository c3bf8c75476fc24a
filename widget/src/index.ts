/** Puts the widget on the page that includes its script. */

import { readOptions } from "./options";
import { RareGuide } from "./rare-guide";

// Only while the script itself runs does the page tell which tag it came from.
const script = document.currentScript;

function mount(): void {
  if (!(script instanceof HTMLScriptElement)) return;
  const element = document.querySelector<RareGuide>("rare-guide") ?? new RareGuide();
  element.options = readOptions(script);
  if (!element.isConnected) document.body.append(element);
}

if (!customElements.get("rare-guide")) {
  customElements.define("rare-guide", RareGuide);
  if (document.body) mount();
  else addEventListener("DOMContentLoaded", mount);
}
