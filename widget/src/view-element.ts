/** What a custom element needs to be shown with lit-html: a shadow tree, its looks, and changes that are shown together. */

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

  /** Returns the same state, whose changes are shown. */
  protected observe<State extends object>(state: State): State {
    return new Proxy(state, {
      set: (target, name, value) => {
        const isNew = Reflect.get(target, name) !== value;
        Reflect.set(target, name, value);
        if (isNew) this.requestUpdate();
        return true;
      },
    });
  }

  find<Found extends Element = HTMLElement>(selector: string): Found | null {
    return this.#shadow.querySelector<Found>(selector);
  }

  protected abstract render(): unknown;

  /** Is called after each time that the element was shown. */
  protected abstract updated(): void;
}
