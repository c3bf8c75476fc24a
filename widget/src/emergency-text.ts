/** Makes the telephone numbers in an emergency text ready to dial. */

import { link } from "./markdown";

/** A short number such as 911 or 988, or a long one written in groups. */
const NUMBER = /(?<![\w.,-])(\+?\d[\d() -]{5,}\d|\d{3})(?![\w-]|[.,]\d)/;

/** Returns a text with its numbers as `tel:` links; everything else stays as it is. */
export function withNumbersToDial(text: string): unknown[] {
  return text.split(NUMBER).map((part, index) => {
    const isNumber = index % 2 === 1;
    return isNumber ? link(`tel:${part.replace(/[^+\d]/g, "")}`, part) : part;
  });
}
