/** The panel: its head, the messages, and the text box. */

import { html, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";

import { composer } from "./composer";
import type { Conversation } from "./conversation";
import type { Feedback } from "./feedback";
import { fieldFor, isOpen, openTicket, wayOut } from "./handoff";
import { closeIcon, personIcon } from "./icons";
import { plainText } from "./markdown";
import type { Menu } from "./menu";
import type { Options } from "./options";
import { quickReplies } from "./quick-replies";
import type { Speech } from "./speech";
import { statusLine } from "./status-line";
import type { Entry } from "./transcript";
import { turnCard } from "./turn-card";
import type { Option } from "./turn";
import type { ViewContext } from "./view-context";
import { visitorMessage } from "./visitor-message";

export interface Panel {
  readonly options: Options;
  readonly conversation: Conversation;
  readonly context: ViewContext;
  readonly notice: string;
  readonly menu: Menu;
  readonly feedback: Feedback;
  /** Null where the site does not want it. */
  readonly speech: Speech | null;
  readonly close: () => void;
  readonly cancel: (event: Event) => void;
  readonly keyDown: (event: KeyboardEvent) => void;
  readonly talkToPerson: () => void;
  readonly choose: (option: Option) => void;
  readonly submit: (event: Event) => void;
}

export function panel(parts: Panel): TemplateResult {
  const { options, conversation, context, menu, speech } = parts;
  const { texts } = context;
  const { handoff } = conversation;
  // Once a person has been asked for, asking again is of no use.
  const talk = isOpen(handoff)
    ? null
    : html`
        <button
          class="tool talk"
          type="button"
          title=${texts.talkToPerson}
          aria-label=${texts.talkToPerson}
          @click=${parts.talkToPerson}
        >
          ${personIcon}<span>${texts.talkToPerson}</span>
        </button>
      `;
  return html`
    <dialog
      class="panel"
      aria-labelledby="title"
      @keydown=${parts.keyDown}
      @cancel=${parts.cancel}
      @pointerdown=${menu.pressed}
    >
      <header>
        <h2 id="title">${options.title}</h2>
        ${talk} ${menu.view(texts, !conversation.entries.length, openTicket(conversation.handoff))}
        <button class="tool" type="button" title=${texts.close} aria-label=${texts.close} @click=${parts.close}>
          ${closeIcon}
        </button>
      </header>
      ${statusLine(handoff, conversation.isConnected, texts)} ${log(parts)} ${spoken(parts)}
      ${composer(fieldFor(handoff, texts), texts, {
        submit: parts.submit,
        typed: () => conversation.typed(),
        microphone: speech?.microphone(context),
      })}
    </dialog>
  `;
}

function log(parts: Panel): TemplateResult {
  const { options, conversation, context } = parts;
  const { texts } = context;
  const isBusy = conversation.isAwaitingAnswer || conversation.isPersonTyping;
  return html`
    <div class="log" role="log" aria-live="polite" aria-label=${texts.conversation} tabindex="0">
      <article class="turn greeting">
        <p class="author">${texts.assistant}</p>
        <div class="words">${plainText(options.greeting)}</div>
      </article>
      ${repeat(conversation.entries, keyOf, (entry) => entryView(entry, parts))}
      ${quickReplies(offered(parts), context, parts.choose)}
      ${isBusy ? html`<div class="writing" aria-hidden="true"><i></i><i></i><i></i></div>` : null}
    </div>
  `;
}

function entryView(entry: Entry, { conversation, context, feedback, speech }: Panel): TemplateResult {
  if (entry.from === "visitor") return visitorMessage(entry, context, (refused) => conversation.sayAgain(refused));
  const { turn } = entry;
  const tools = [feedback.view(entry, context), speech?.readAloud(turn.turn_id, context.texts)];
  return turnCard(turn, `turn-${turn.turn_id}`, context, html`<div class="tools" aria-live="off">${tools}</div>`);
}

/** Returns what can be chosen now: only what the newest turn offers, since it refers to what was said last. */
function offered({ options, conversation, context: { texts } }: Panel): readonly Option[] {
  const last = conversation.entries.at(-1);
  if (last?.from === "assistant") return [...last.turn.options, ...wayOut(conversation.handoff, texts)];
  if (last || !options.condition) return [];
  return [{ title: texts.about(options.condition.name), payload: options.condition.name }];
}

/** Tells what goes on besides the messages: in sight what matters to everyone, unseen what the eye sees anyway. */
function spoken({ conversation, context: { texts }, notice }: Panel): TemplateResult {
  const inSight = conversation.notice ?? notice;
  const unseen = conversation.isAwaitingAnswer ? texts.writing : conversation.isConnected ? "" : texts.offline;
  const typing = conversation.isPersonTyping ? texts.personTypes : "";
  return html`<p class=${inSight || typing ? "notice" : "only-read"} role="status">${inSight || typing || unseen}</p>`;
}

const keyOf = (entry: Entry): string => (entry.from === "assistant" ? entry.turn.turn_id : entry.id);
