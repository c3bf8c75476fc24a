/** Shows one turn of the assistant, or of a person who answers in its place. */

import { html, nothing, type TemplateResult } from "lit/html.js";

import { timeInWords } from "./dates";
import { warningAndWords, withNumbersToDial } from "./emergency-text";
import { finePrint, finePrintToRead, FOOT, type FinePrint } from "./foot";
import { chatIcon, personIcon, warningIcon } from "./icons";
import { plainText } from "./markdown";
import { sectionsView } from "./section-view";
import type { TurnEntry } from "./transcript";
import type { Turn } from "./turn";
import type { ViewContext } from "./view-context";

export interface TurnLook {
  /** The small print in the footer where it is this turn's as well; else the turn shows its own. */
  readonly print: FinePrint | null;
  /** Whether a screen reader has not read that yet: it is read out once, and every turn leads to it. */
  readonly isNewPrint: boolean;
  /** What can be done with the turn, shown at its end. */
  readonly tools: unknown;
  /** Makes the panel large. */
  readonly enlarge: () => void;
}

export function turnCard({ turn, at }: TurnEntry, look: TurnLook, context: ViewContext): TemplateResult {
  const { warning, words, isUnreviewed } = partsOf(turn, context);
  const kind = turn.author === "operator" ? "operator" : turn.sections.length ? "answer" : "said";
  const name = turn.author === "operator" ? (turn.author_name ?? context.texts.person) : context.texts.assistant;
  const sections = { place: `turn-${turn.turn_id}`, isUnreviewed, enlarge: look.enlarge };
  return html`
    <article class="turn ${kind} ${warning === null ? "" : "emergency"}" aria-details=${look.print ? FOOT : nothing}>
      ${authorLine(turn, name, at, context)} ${warning === null ? null : alarmBanner(warning, turn, context)}
      ${words ? html`<div class="words" dir="auto">${plainText(words)}</div>` : null}
      ${sectionsView(turn.sections, sections, context)} ${look.tools}
      ${printView(turn, look, context)}
    </article>
  `;
}

function printView(turn: Turn, { print, isNewPrint }: TurnLook, context: ViewContext): TemplateResult | null {
  if (!print) return finePrint(turn, context);
  return isNewPrint ? finePrintToRead(print, context) : null;
}

/** Parts a turn's words into the warning, what is worth saying, and whether they call the text not reviewed. */
function partsOf(turn: Turn, { plain }: ViewContext): { warning: string | null; words: string; isUnreviewed: boolean } {
  const { warning, words } = warningAndWords(turn);
  if (!plain || !turn.sections.length) return { warning, words, isUnreviewed: false };
  const isUnreviewed = words.includes(plain.unreviewed);
  const names = [turn, ...turn.sections].map(({ condition }) => condition?.name ?? "");
  const known = [plain.unreviewed, ...names.map((name) => plain.answer.replace("{condition}", name))];
  return { warning, words: known.reduce((left, one) => left.replaceAll(one, ""), words).trim(), isUnreviewed };
}

function authorLine(turn: Turn, name: string, at: number | undefined, { language }: ViewContext): TemplateResult {
  const isPerson = turn.author === "operator";
  const time = at ? html`<time datetime=${new Date(at).toISOString()}>${timeInWords(at, language)}</time>` : null;
  return html`
    <p class="author"><span class="face">${isPerson ? personIcon : chatIcon}</span><span class="name">${name}</span>${time}</p>
  `;
}

/** Shows whom to call, so that it cannot be taken for a part of the answer below it. */
function alarmBanner(text: string, { alarm }: Turn, { texts }: ViewContext): TemplateResult {
  const paragraphs = text.split(/\n{2,}/).map((paragraph) => html`<p class="plain">${withNumbersToDial(paragraph)}</p>`);
  return html`
    <div class="alarm">
      <p class="alarm-title">${warningIcon}${alarm?.kind === "self_harm" ? texts.helpNow : texts.emergency}</p>
      <div class="words warning" dir="auto">${paragraphs}</div>
    </div>
  `;
}
