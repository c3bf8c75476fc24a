/** Puts the widget on the page that includes its script. */

import { define, ELEMENT, place } from "./mount";

// Only while the script itself runs does the page tell which tag it came from.
const script = document.currentScript;
const began = performance.now();

function mount(): void {
  if (!(script instanceof HTMLScriptElement)) return;
  const element = place(script.dataset, new URL(script.src).origin);
  // How long the script worked until the launcher was there; sites see it in their own measurements.
  void element.updateComplete.then(() => performance.measure("rareguide", { start: began }));
}

if (!customElements.get(ELEMENT)) {
  define();
  if (document.body) mount();
  else addEventListener("DOMContentLoaded", mount);
}
