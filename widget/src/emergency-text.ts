/** Takes the warning out of a turn, and makes the telephone numbers in it ready to dial. */

import { link } from "./markdown";
import type { Turn } from "./turn";

/** A short number such as 911 or 988, or a long one written in groups. */
const NUMBER = /(?<![\w.,-])(\+?\d[\d() -]{5,}\d|\d{3})(?![\w-]|[.,]\d)/;

/** Returns the warning of a turn, or null, and what else the turn says; older servers put both into `text`. */
export function warningAndWords({ alarm, kind, text }: Turn): { readonly warning: string | null; readonly words: string } {
  if (!alarm) return kind === "emergency" ? { warning: text, words: "" } : { warning: null, words: text };
  const words = text.startsWith(alarm.text) ? text.slice(alarm.text.length).trim() : text;
  return { warning: alarm.text, words };
}

/** Returns a text with its numbers as `tel:` links; everything else stays as it is. */
export function withNumbersToDial(text: string): unknown[] {
  return text.split(NUMBER).map((part, index) => {
    const isNumber = index % 2 === 1;
    return isNumber ? link(`tel:${part.replace(/[^+\d]/g, "")}`, part) : part;
  });
}
