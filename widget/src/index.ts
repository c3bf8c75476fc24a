/** Puts the widget on the page that includes its script. */

import { api } from "./api";
import { ELEMENT, place } from "./place";
import { RareGuide } from "./rare-guide";

// Only while the script itself runs does the page tell which tag it came from; a module has none.
const script = document.currentScript;
const began = performance.now();

function mount(): void {
  if (!(script instanceof HTMLScriptElement)) return;
  const element = place(script.dataset, new URL(script.src).origin);
  // How long the script worked until the launcher was there; sites see it in their own measurements.
  void element.updateComplete.then(() => performance.measure("rareguide", { start: began }));
}

// Once a page, also where two tags include the script.
if (!customElements.get(ELEMENT)) {
  customElements.define(ELEMENT, RareGuide);
  window.RareGuide = api;
  if (document.body) mount();
  else addEventListener("DOMContentLoaded", mount);
}
