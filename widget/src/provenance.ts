/** Shows on one line where a section comes from; it unfolds to the date, the source, the licence and the references. */

import { html, type TemplateResult } from "lit/html.js";

import { safeAddress } from "./addresses";
import { referenceList } from "./citation";
import { dateInWords, isOld } from "./dates";
import { foldIcon, sourceIcon, warningIcon } from "./icons";
import { link } from "./markdown";
import type { Section } from "./turn";
import type { ViewContext } from "./view-context";

/** @param isUnreviewed whether the turn says that nobody has reviewed the text. */
export function provenance(section: Section, isUnreviewed: boolean, place: string, context: ViewContext): TemplateResult {
  const { texts, language } = context;
  const { source, last_updated, references } = section;
  const address = safeAddress(source.url);
  const named = source.name || address;
  const date = last_updated
    ? html`${texts.lastUpdated} <time datetime=${last_updated}>${dateInWords(last_updated, language)}</time>`
    : null;
  return html`
    <details class="provenance">
      <summary>
        ${isOld(last_updated) ? warningIcon : sourceIcon}
        <span class="line"><span>${source.name || texts.source}</span> · ${inOneLine(section, isUnreviewed, context)}</span
        >${foldIcon}
      </summary>
      ${date ? html`<p class="date">${date}</p>` : null}
      ${isOld(last_updated) ? html`<p class="old">${warningIcon}${texts.oldDate}</p>` : null}
      ${named ? html`<p>${texts.source}: ${address ? link(address, named) : named}</p>` : null}
      ${source.license ? html`<p>${texts.license}: ${source.license}</p>` : null}
      ${references.length ? html`<p class="references-title">${texts.references(references.length)}</p>` : null}
      ${referenceList(section, place, context)}
    </details>
  `;
}

function inOneLine({ last_updated, references }: Section, isUnreviewed: boolean, { texts }: ViewContext): string {
  const year = last_updated && /^\d{4}/.test(last_updated) ? last_updated.slice(0, 4) : texts.noDate;
  const parts = [isOld(last_updated) ? texts.oldYear(year) : year];
  if (isUnreviewed) parts.push(texts.notReviewed);
  if (references.length) parts.push(texts.references(references.length));
  return parts.join(" · ");
}
