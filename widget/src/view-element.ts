/** What a custom element needs beside lit-html: a shadow tree, its looks, changes that are shown together, lists. */

import { render } from "lit/html.js";

/** Marks a style sheet, which the build makes small. */
export const css = (sheet: TemplateStringsArray): string => sheet.join("");

export abstract class ViewElement extends HTMLElement {
  readonly #shadow: ShadowRoot;
  /** Resolves once what has changed so far is shown. */
  updateComplete: Promise<void> = Promise.resolve();
  #isPending = false;

  /** @param looks the style sheets of the shadow tree. */
  constructor(looks: readonly string[]) {
    super();
    this.#shadow = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(looks.join(""));
    this.#shadow.adoptedStyleSheets = [sheet];
  }

  /** Shows the element anew in a moment; what is asked for until then is shown with it. */
  requestUpdate(): void {
    if (this.#isPending || !this.isConnected) return;
    this.#isPending = true;
    this.updateComplete = Promise.resolve().then(() => {
      this.#isPending = false;
      render(this.render(), this.#shadow);
      this.updated();
    });
  }

  find<Found extends Element = HTMLElement>(selector: string): Found | null {
    return this.#shadow.querySelector<Found>(selector);
  }

  protected abstract render(): unknown;

  /** Is called after each time that the element was shown. */
  protected abstract updated(): void;
}

/**
 * Shows a list each of whose items has a node of its own. Where others come or go before an item, it stays as it is, with
 * what is unfolded in it, and is not read out again. Lit's `repeat` does the same in half a kilobyte more.
 */
export class KeyedNodes {
  #nodes: ReadonlyMap<string, HTMLElement> = new Map();

  /** Returns the nodes of the items in their order; those of items that are gone are given up. */
  show<Item>(items: readonly Item[], keyOf: (item: Item) => string, view: (item: Item) => unknown): HTMLElement[] {
    const nodes = new Map<string, HTMLElement>();
    for (const item of items) {
      const key = keyOf(item);
      const node = this.#nodes.get(key) ?? Object.assign(document.createElement("div"), { className: "entry" });
      render(view(item), node);
      nodes.set(key, node);
    }
    this.#nodes = nodes;
    return [...nodes.values()];
  }
}
