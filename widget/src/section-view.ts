/** Shows one answered section word for word, with its date, source and references. */

import { html, type TemplateResult } from "lit";

import { safeAddress } from "./addresses";
import { citationsOf, referenceList } from "./citation";
import { dateInWords, isOld } from "./dates";
import { foldIcon, warningIcon } from "./icons";
import { link, markdown } from "./markdown";
import type { Section } from "./turn";
import type { ViewContext } from "./view-context";

/**
 * Shows the sections of a turn. Of several the first is open and the others are folded, so that a turn about
 * everything can be looked over.
 *
 * @param place unique to the turn within the panel.
 */
export function sectionsView(sections: readonly Section[], place: string, context: ViewContext): TemplateResult[] {
  const [only] = sections;
  if (only && sections.length === 1) {
    const content = sectionContent(only, `${place}-section-0`, context);
    return [html`<section class="section"><h3>${only.question}</h3>${content}</section>`];
  }
  const folded = sections.map(
    (section, index) => html`
      <details class="section" ?open=${index === 0}>
        <summary><h3>${section.question}</h3>${foldIcon}</summary>
        ${sectionContent(section, `${place}-section-${index}`, context)}
      </details>
    `,
  );
  if (!sections.length) return folded;
  const button = html`
    <button class="chip open-all" type="button" @click=${openOrFoldAll}>${context.texts.openOrFoldAll}</button>
  `;
  return [button, ...folded];
}

/** Opens all sections of a turn; where all are open, folds them. */
function openOrFoldAll({ currentTarget }: Event): void {
  const turn = (currentTarget as HTMLElement).closest(".turn");
  const sections = [...(turn?.querySelectorAll<HTMLDetailsElement>("details.section") ?? [])];
  const areOpen = sections.every((section) => section.open);
  for (const section of sections) section.open = !areOpen;
}

function sectionContent(section: Section, place: string, context: ViewContext): TemplateResult {
  return html`
    <div class="body" dir="auto">${markdown(section.body, citationsOf(section, place, context))}</div>
    ${provenance(section, context)} ${referenceList(section, place, context)}
  `;
}

function provenance({ source, last_updated }: Section, { texts, language }: ViewContext): TemplateResult {
  const address = safeAddress(source.url);
  const date = last_updated
    ? html`${texts.lastUpdated} <time datetime=${last_updated}>${dateInWords(last_updated, language)}</time>`
    : texts.noDate;
  const named = source.name || address;
  return html`
    <div class="provenance">
      <p class="date">${date}</p>
      ${isOld(last_updated) ? html`<p class="old">${warningIcon}${texts.oldDate}</p>` : null}
      ${named ? html`<p>${texts.source}: ${address ? link(address, named) : named}</p>` : null}
      ${source.license ? html`<p>${texts.license}: ${source.license}</p>` : null}
    </div>
  `;
}
