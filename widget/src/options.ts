/** Reads how a site wants its widget: from the attributes of the script tag, or from an object of the same names. */

import { safeAddress } from "./addresses";
import { languageOf, textsIn, type Language } from "./texts";
import type { StorageKind } from "./transcript";
import type { Condition } from "./turn";

export interface Options {
  /** Address of the server without a slash at its end. */
  readonly server: string;
  readonly title: string;
  readonly greeting: string;
  readonly position: "left" | "right";
  readonly language: Language;
  readonly direction: "ltr" | "rtl";
  readonly theme: "auto" | "light" | "dark";
  readonly storage: StorageKind;
  /** Whether buttons for speaking and listening are shown where the browser has them. */
  readonly speech: boolean;
  /** The condition that the page is about. */
  readonly condition: Condition | null;
  /** Address of a picture that stands in the head of the panel. */
  readonly logo: string | null;
}

/** What a site may say, each as text; `types/index.d.ts` has the same for sites. */
export type GivenOptions = Readonly<
  Partial<
    Record<
      "server" | "title" | "greeting" | "position" | "lang" | "dir" | "theme" | "storage" | "speech" | "condition" | "logo",
      string
    >
  >
>;

/** @param origin stands in for a server that is not given: where the script came from. */
export function readOptions(given: GivenOptions, origin: string): Options {
  const page = document.documentElement;
  const language = languageOf(given.lang ?? page.lang);
  const texts = textsIn(language);
  const direction = given.dir ?? (document.dir || getComputedStyle(page).direction);
  return {
    server: new URL(given.server ?? origin, document.baseURI).href.replace(/\/+$/, ""),
    title: given.title?.trim() || texts.title,
    greeting: given.greeting?.trim() || texts.greeting,
    position: given.position?.includes("left") ? "left" : "right",
    language,
    direction: direction === "rtl" ? "rtl" : "ltr",
    theme: oneOf(["light", "dark"], given.theme) ?? "auto",
    storage: oneOf(["local", "none"], given.storage) ?? "session",
    speech: given.speech === "on",
    condition: given.condition?.trim() ? conditionOf(given.condition.trim()) : null,
    logo: given.logo?.trim() ? safeAddress(new URL(given.logo.trim(), document.baseURI).href) : null,
  };
}

function oneOf<Value extends string>(values: readonly Value[], given: string | undefined): Value | undefined {
  return values.find((value) => value === given?.trim().toLowerCase());
}

/** Names a condition by the words of its slug, until the server tells how the store names it. */
function conditionOf(slug: string): Condition {
  const words = slug.replace(/-/g, " ");
  return { slug, name: words.charAt(0).toUpperCase() + words.slice(1) };
}
