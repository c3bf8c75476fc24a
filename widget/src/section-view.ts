/** Shows answered sections word for word: first what answers the question, then the rest, folded. */

import { html, type TemplateResult } from "lit/html.js";

import { citationsOf } from "./citation";
import { foldIcon, largerIcon } from "./icons";
import { markdown } from "./markdown";
import { provenance } from "./provenance";
import type { Condition, Section } from "./turn";
import type { ViewContext } from "./view-context";

/** A body of up to so many characters is shown whole where nothing in it is highlighted. */
const SHORT_BODY = 900;
/** Of a longer one about so many are shown, up to the end of a paragraph. */
const BEGINNING = 450;

/** How the sections of a turn are shown. */
export interface SectionsLook {
  /** Unique to the turn within the panel. */
  readonly place: string;
  readonly isUnreviewed: boolean;
  /** Whether everything is shown in its order, as on paper. */
  readonly isWhole?: boolean;
  /** Makes the panel large, where that can be done. */
  readonly enlarge?: () => void;
}

/** Shows the sections: one as it is, those of several conditions side by side, and else as headings that open. */
export function sectionsView(sections: readonly Section[], look: SectionsLook, context: ViewContext): unknown {
  const [only] = sections;
  if (!only) return null;
  if (sections.length === 1) {
    return html`<section class="section"><h3>${only.question}</h3>${sectionContent(only, 0, look, context)}</section>`;
  }
  const conditions = conditionsOf(sections);
  return conditions.length > 1 && !look.isWhole
    ? comparison(sections, conditions, look, context)
    : overview(sections, look, context);
}

function conditionsOf(sections: readonly Section[]): readonly Condition[] {
  const bySlug = new Map<string, Condition>();
  for (const { condition } of sections) if (condition) bySlug.set(condition.slug, condition);
  return [...bySlug.values()];
}

/** Shows a column for each condition; they stand one below the other where the panel is narrow. */
function comparison(
  sections: readonly Section[],
  conditions: readonly Condition[],
  look: SectionsLook,
  context: ViewContext,
): TemplateResult {
  const column = ({ slug, name }: Condition): TemplateResult => html`
    <section class="column" aria-label=${name}>
      <h3>${name}</h3>
      ${sections.map((section, index) =>
        section.condition?.slug === slug
          ? html`<h4>${section.question}</h4>${sectionContent(section, index, look, context)}`
          : null,
      )}
    </section>
  `;
  return html`
    <button class="chip enlarge" @click=${look.enlarge}>${largerIcon}${context.texts.sideBySide}</button>
    <div class="compare">${conditions.map(column)}</div>
  `;
}

/** Shows the headings of the sections; of a few the first is open. */
function overview(sections: readonly Section[], look: SectionsLook, context: ViewContext): TemplateResult {
  const isOpen = (index: number): boolean => look.isWhole === true || (index === 0 && sections.length <= 3);
  const { texts } = context;
  return html`
    <div class="sections" @toggle=${{ handleEvent: nameButton, capture: true }}>
      <button class="link open-all" @click=${openOrCloseAll}>
        <span>${texts.openAll}</span><span hidden>${texts.closeAll}</span>
      </button>
      ${sections.map(
        (section, index) => html`
          <details class="section" ?open=${isOpen(index)}>
            <summary><h3>${section.question}</h3>${foldIcon}</summary>
            ${sectionContent(section, index, look, context)}
          </details>
        `,
      )}
    </div>
  `;
}

const foldsIn = (group: Element): HTMLDetailsElement[] => [...group.querySelectorAll<HTMLDetailsElement>("details.section")];

function openOrCloseAll({ currentTarget }: Event): void {
  const group = (currentTarget as HTMLElement).closest(".sections");
  if (!group) return;
  const folds = foldsIn(group);
  const areOpen = folds.every((section) => section.open);
  for (const section of folds) section.open = !areOpen;
}

/** Has the button say what it does now: close all once all are open. */
function nameButton({ currentTarget }: Event): void {
  const group = currentTarget as HTMLElement;
  const areOpen = foldsIn(group).every((section) => section.open);
  const [open, close] = group.querySelectorAll<HTMLElement>(".open-all > span");
  if (open && close) [open.hidden, close.hidden] = [areOpen, !areOpen];
}

function sectionContent(section: Section, index: number, look: SectionsLook, context: ViewContext): TemplateResult {
  const place = `${look.place}-section-${index}`;
  const shown = look.isWhole ? [whole(section, place, context)] : answerFirst(section, place, context);
  return html`${shown} ${provenance(section, look.isUnreviewed, place, context)}`;
}

const whole = (section: Section, place: string, context: ViewContext): TemplateResult =>
  html`<div class="body" dir="auto">${markdown(section.body, citationsOf(section, place, context))}</div>`;

function answerFirst(section: Section, place: string, context: ViewContext): unknown[] {
  const { texts } = context;
  const citations = citationsOf(section, place, context);
  const highlights = section.highlights ?? [];
  if (highlights.length) {
    const sentences = highlights.map((sentence) => markdown(sentence, citations));
    const isAll = section.body.trim().length <= highlights.join(" ").length;
    return [
      html`<div class="highlights" dir="auto">${sentences}</div>`,
      isAll ? null : folded(texts.wholeSection, whole(section, place, context)),
    ];
  }
  const [beginning, rest] = parted(section.body);
  const part = (body: string): TemplateResult => html`<div class="body" dir="auto">${markdown(body, citations)}</div>`;
  return [part(beginning), rest ? folded(texts.readOn, part(rest)) : null];
}

const folded = (label: string, content: TemplateResult): TemplateResult =>
  html`<details class="rest"><summary><span>${label}</span>${foldIcon}</summary>${content}</details>`;

/** Parts a long body between two paragraphs; a list or a numbering is never parted. */
function parted(body: string): readonly [string, string] {
  if (body.length <= SHORT_BODY) return [body, ""];
  const blocks = body.split(/\n{2,}(?=\S)(?![-*+]\s|\d+[.)]\s)/);
  let length = 0;
  const end = blocks.findIndex((block) => (length += block.length) >= BEGINNING) + 1;
  // A heading or the line above a list belongs to what follows.
  const last = blocks[end - 1] ?? "";
  const kept = end > 1 && /^#|:$/.test(last.trim()) ? end - 1 : end;
  return [blocks.slice(0, kept).join("\n\n"), blocks.slice(kept).join("\n\n")];
}
