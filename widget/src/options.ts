/** Reads how a site wants its widget from the attributes of the script tag. */

import { languageOf, textsIn, type Language } from "./texts";

export interface Options {
  /** Address of the server without a slash at its end. */
  readonly server: string;
  readonly title: string;
  readonly greeting: string;
  readonly position: "left" | "right";
  readonly language: Language;
  /** Name of the condition that the page is about. */
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
    condition: condition?.trim() ? conditionName(condition.trim()) : null,
  };
}

/** Returns a condition's name: the page's own heading where it has the same slug, else the words of the slug. */
function conditionName(slug: string): string {
  const heading = document.querySelector("h1")?.textContent?.trim() ?? "";
  return slugOf(heading) === slug ? heading : slug.replace(/-/g, " ");
}

function slugOf(name: string): string {
  const plain = name.normalize("NFKD").replace(/[\u0300-\u036f'\u2019]/g, "");
  return plain.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
}
