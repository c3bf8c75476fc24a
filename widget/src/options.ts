/** Reads how a site wants its widget from the attributes of the script tag. */

import { languageOf, textsIn, type Language } from "./texts";

export interface Options {
  /** Address of the server without a slash at its end. */
  readonly server: string;
  readonly title: string;
  readonly greeting: string;
  readonly position: "left" | "right";
  readonly language: Language;
  /** Name, as far as the slug tells it, of the condition that the page is about. */
  readonly condition: string | null;
}

/** @param script the tag that loads the widget. */
export function readOptions(script: HTMLScriptElement): Options {
  const { server, title, greeting, position, lang, condition } = script.dataset;
  const language = languageOf(lang ?? document.documentElement.lang);
  const texts = textsIn(language);
  return {
    server: new URL(server ?? new URL(script.src).origin, document.baseURI).href.replace(/\/+$/, ""),
    title: title?.trim() || texts.title,
    greeting: greeting?.trim() || texts.greeting,
    position: position?.includes("left") ? "left" : "right",
    language,
    condition: condition?.replace(/-/g, " ").trim() || null,
  };
}
