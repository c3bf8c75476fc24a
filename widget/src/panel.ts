/** The panel: its head, the messages, what can be chosen, the text box, and the small print of all turns. */

import { html, type TemplateResult } from "lit/html.js";

import { composer, type ComposerActions } from "./composer";
import type { ConditionSearch } from "./condition-search";
import type { Conversation } from "./conversation";
import type { Draft } from "./draft";
import type { Feedback } from "./feedback";
import { firstScreen } from "./first-screen";
import { finePrint, FOOT, isSameFinePrint, turnsWithNewPrint, type FinePrint } from "./foot";
import { fieldFor, isOpen, openTicket } from "./handoff";
import { closeIcon, downIcon, iconButton, personIcon, smallerIcon } from "./icons";
import type { Menu } from "./menu";
import type { Options } from "./options";
import type { QuickReplies } from "./quick-replies";
import { withoutForm, type RequestForm } from "./request-form";
import type { Speech } from "./speech";
import { statusLine } from "./status-line";
import { topicChip, topicQuestion } from "./topic";
import type { Entry } from "./transcript";
import { turnCard } from "./turn-card";
import type { Condition, Option, Turn } from "./turn";
import type { Notice, ViewContext } from "./view-context";
import type { KeyedNodes } from "./view-element";
import { visitorMessage } from "./visitor-message";
import type { Welcome } from "./welcome";

export interface Panel extends ComposerActions {
  readonly options: Options;
  /** What holds the entries of the log. */
  readonly nodes: KeyedNodes;
  readonly conversation: Conversation;
  readonly context: ViewContext;
  /** What the server told at the beginning, once it has. */
  readonly welcome: Welcome | null;
  readonly isAllowed: boolean;
  readonly notice: Notice | null;
  readonly isLarge: boolean;
  /** Whether there is hardly any height. */
  readonly isLow: boolean;
  /** How many messages came below what is in sight. */
  readonly below: number;
  readonly draft: Draft;
  readonly menu: Menu;
  readonly search: ConditionSearch;
  readonly quickReplies: QuickReplies;
  readonly form: RequestForm;
  readonly feedback: Feedback;
  /** Null where the site does not want it. */
  readonly speech: Speech | null;
  readonly close: () => void;
  readonly cancel: (event: Event) => void;
  readonly keyDown: (event: KeyboardEvent) => void;
  readonly scrolled: () => void;
  readonly resize: (isLarge: boolean) => void;
  readonly toEnd: () => void;
  readonly talkToPerson: () => void;
  readonly talkAbout: (topic: Condition | null) => void;
  readonly choose: (option: Option) => void;
}

export function panel(parts: Panel): TemplateResult {
  const { conversation, context, menu, isLow } = parts;
  const { texts } = context;
  const { topic } = conversation;
  const asked = fieldFor(conversation.handoff, texts);
  // Where the label has no room, the empty box shows what it says.
  const field = isLow && asked.isAsked ? { ...asked, placeholder: asked.label } : asked;
  return html`
    <dialog
      class="panel"
      aria-labelledby="title"
      @keydown=${parts.keyDown}
      @cancel=${parts.cancel}
      @pointerdown=${menu.pressed}
    >
      ${head(parts)} ${isLow ? null : status(parts)} ${log(parts)}
      ${topicQuestion(topic.question, topic.current, context, parts.talkAbout)} ${spoken(parts)}
      ${isLow ? null : shelf(parts)}
      ${composer(field, texts, parts.draft, parts, parts.speech?.microphone(context), isLow)}
      ${foot(parts)}
    </dialog>
  `;
}

function head(parts: Panel): TemplateResult {
  const { options, conversation, context, menu, isLarge } = parts;
  const { texts } = context;
  // Once a person has been asked for, asking again is of no use.
  const talk = isOpen(conversation.handoff)
    ? null
    : html`
        <button class="tool talk" title=${texts.talkToPerson} aria-label=${texts.talkToPerson} @click=${parts.talkToPerson}>
          ${personIcon}<span>${texts.talk}</span>
        </button>
      `;
  const smaller = isLarge ? iconButton("tool size", texts.smaller, smallerIcon, () => parts.resize(false)) : null;
  return html`
    <header>
      ${options.logo ? html`<img class="logo" src=${options.logo} alt="" />` : null}
      <h2 id="title">${options.title}</h2>
      ${talk} ${smaller}
      ${menu.view(texts, !conversation.entries.length, isLarge, openTicket(conversation.handoff))}
      ${iconButton("tool", texts.close, closeIcon, parts.close)}
    </header>
  `;
}

function status(parts: Panel): TemplateResult | null {
  const { conversation, isAllowed, context } = parts;
  const person = turnsOf(parts).filter(({ author }) => author === "operator").at(-1)?.author_name ?? "";
  return statusLine(conversation.handoff, person, conversation.isConnected, isAllowed, context.texts);
}

function log(parts: Panel): TemplateResult {
  const { options, conversation, context, welcome, search, choose, below } = parts;
  const { texts } = context;
  const { entries } = conversation;
  const newPrints = turnsWithNewPrint(turnsOf(parts));
  const isBusy = conversation.isAwaitingAnswer || conversation.isPersonTyping;
  return html`
    <div class="middle">
      <div
        class="log"
        role="log"
        aria-live="polite"
        aria-label=${texts.conversation}
        tabindex="0"
        @scroll=${parts.scrolled}
      >
        ${parts.isLow ? status(parts) : null}
        ${entries.length ? null : firstScreen(options.greeting, welcome, search, context, choose)}
        ${parts.nodes.show(withoutForm(withoutRepeated(entries)), keyOf, (entry) => entryView(entry, newPrints, parts))}
        ${parts.form.view(conversation, welcome?.people ?? "", context)}
        ${isBusy ? html`<div class="writing" aria-hidden="true"><i></i><i></i><i></i></div>` : null}
        ${parts.isLow ? shelf(parts) : null}
      </div>
      ${below
        ? html`<button class="to-end" @click=${parts.toEnd}>
            ${texts.newMessages(below)}${downIcon}
          </button>`
        : null}
    </div>
  `;
}

/** Leaves out notices of a talk that say again what one before said, such as that a message was passed on. */
function withoutRepeated(entries: readonly Entry[]): readonly Entry[] {
  const said = new Set<string>();
  return entries.filter((entry) => {
    if (entry.from === "visitor") return true;
    const { author, kind, text, handoff, sections, options, alarm } = entry.turn;
    const isNotice = author === "bot" && kind === "handoff" && handoff?.status === "with_operator";
    if (!isNotice || sections.length || options.length || alarm) return true;
    const key = `${handoff.ticket} ${text}`;
    return said.size !== said.add(key).size;
  });
}

function entryView(entry: Entry, newPrints: ReadonlySet<FinePrint>, parts: Panel): TemplateResult {
  const { conversation, context, feedback, speech } = parts;
  if (entry.from === "visitor") {
    const isRead = entry.id === conversation.readMessage;
    return visitorMessage(entry, isRead, context, (refused) => conversation.sayAgain(refused));
  }
  const { turn } = entry;
  const tools = [feedback.view(entry, context), speech?.readAloud(turn.turn_id, context.texts)];
  const newest = printOf(parts);
  const look = {
    print: newest && isSameFinePrint(turn, newest) ? footPrint(parts) : null,
    isNewPrint: newPrints.has(turn),
    tools: html`<div class="tools" aria-live="off">${tools}</div>`,
    enlarge: () => parts.resize(true),
  };
  return turnCard(entry, look, context);
}

/** Shows what is talked of and what can be chosen; in the form, only what belongs to its step. */
function shelf(parts: Panel): TemplateResult {
  const { conversation, context, quickReplies, choose, talkAbout } = parts;
  const topic = isFilling(conversation) ? null : conversation.topic.current;
  const last = conversation.entries.at(-1);
  const offer = last ? keyOf(last) : "";
  return html`
    <div class="shelf">
      ${topicChip(topic, context, talkAbout)} ${quickReplies.view(offered(parts), offer, context, choose)}
    </div>
  `;
}

const isFilling = ({ handoff }: Conversation): boolean => handoff?.status === "collecting";

/** Returns what can be chosen now: only what the newest turn offers, since it refers to what was said last. */
function offered({ options, conversation, context: { texts } }: Panel): readonly Option[] {
  const last = conversation.entries.at(-1);
  // In the form the card has all but the earlier questions that can be chosen.
  if (isFilling(conversation) && conversation.handoff?.asks_for !== "question") return [];
  if (last?.from === "assistant") return last.turn.options;
  if (last || !options.condition) return [];
  return [{ title: texts.about(options.condition.name), payload: options.condition.name }];
}

/** Returns the small print of the newest turn, or before the first the server's. */
const printOf = (parts: Panel): FinePrint | null => turnsOf(parts).at(-1) ?? parts.welcome;

/** Returns it in the visitor's language, where the server has it in that. */
const footPrint = (parts: Panel): FinePrint | null =>
  parts.context.language === "en" ? printOf(parts) : (parts.welcome ?? printOf(parts));

function foot(parts: Panel): TemplateResult | null {
  const print = footPrint(parts);
  return print ? finePrint(print, parts.context, FOOT) : null;
}

const turnsOf = ({ conversation }: Panel): readonly Turn[] =>
  conversation.entries.flatMap((entry) => (entry.from === "assistant" ? [entry.turn] : []));

/** Tells what goes on besides the messages: in sight what matters to everyone, unseen what the eye sees anyway. */
function spoken({ conversation, context: { texts }, notice, below, talkToPerson }: Panel): TemplateResult {
  const { isSlow } = conversation;
  const inSight = conversation.notice ?? notice?.text ?? (isSlow ? texts.slow : "");
  const unseenState = below ? texts.newMessages(below) : conversation.isAwaitingAnswer ? texts.writing : "";
  const unseenWords = conversation.isConnected ? unseenState : texts.offline;
  const typing = conversation.isPersonTyping ? texts.personTypes : "";
  const chip = (label: string, press: () => void): TemplateResult =>
    html`<button class="chip quiet" @click=${press}>${label}</button>`;
  const waiting = isSlow
    ? [chip(texts.stopWaiting, () => conversation.stopWaiting()), chip(texts.talkToPerson, talkToPerson)]
    : null;
  return html`
    <div class=${inSight || typing ? "notice bar" : ""}>
      <p class=${inSight || typing ? "" : "only-read"} role="status">${inSight || typing || unseenWords}</p>
      ${waiting} ${notice?.undo && !conversation.notice ? chip(texts.undo, notice.undo) : null}
    </div>
  `;
}

const keyOf = (entry: Entry): string => (entry.from === "assistant" ? entry.turn.turn_id : entry.id);
