/** Shows citation markers and the references that they point to. */

import { html, type TemplateResult } from "lit/html.js";

import { safeAddress } from "./addresses";
import { dateInWords } from "./dates";
import { link, type CitationView } from "./markdown";
import type { Reference, Section } from "./turn";
import type { ViewContext } from "./view-context";

/** Returns how a section's markers are shown. `place` is unique to the section within the panel. */
export function citationsOf(section: Section, place: string, { texts }: ViewContext): CitationView {
  const numbers = new Set(section.references.map((reference) => reference.number));
  return (number) =>
    numbers.has(number)
      ? html`<sup
          ><a
            class="citation"
            href="#${idOf(place, number)}"
            aria-label=${texts.reference(number)}
            @click=${goToReference}
            >[${number}]</a
          ></sup
        >`
      : `[${number}]`;
}

/** Shows a section's references with the numbers by which its body cites them. */
export function referenceList(section: Section, place: string, context: ViewContext): TemplateResult | null {
  const { references } = section;
  if (!references.length) return null;
  return html`
    <ol class="references">
      ${references.map((reference) => referenceItem(reference, place, context))}
    </ol>
  `;
}

function referenceItem(reference: Reference, place: string, { texts, language }: ViewContext): TemplateResult {
  const address = safeAddress(reference.url);
  const accessed = reference.accessed
    ? html` <span class="accessed">(${texts.accessed} ${dateInWords(reference.accessed, language)})</span>`
    : null;
  return html`
    <li id=${idOf(place, reference.number)} value=${reference.number} tabindex="-1">
      ${reference.citation}${address ? html` ${link(address, address)}` : null}${accessed}
    </li>
  `;
}

const idOf = (place: string, number: number): string => `${place}-reference-${number}`;

/** Follows a marker by hand: addresses with a fragment do not reach into a shadow tree. */
function goToReference(event: Event): void {
  event.preventDefault();
  const marker = event.currentTarget as HTMLAnchorElement;
  const target = (marker.getRootNode() as ShadowRoot).getElementById(marker.hash.slice(1));
  for (let fold = target?.closest("details"); fold; fold = fold.parentElement?.closest("details")) fold.open = true;
  target?.focus();
}
