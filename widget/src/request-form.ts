/**
 * Shows the request to a person as one card. It is the form that is also filled in by talking: the card says each field
 * in the words that the conversation understands, so that the server has one form, and everything in it is checked for
 * alarms like all else that a visitor writes.
 */

import { html, type TemplateResult } from "lit/html.js";

import type { Conversation } from "./conversation";
import { CANCEL, isFormTurn } from "./handoff";
import { personIcon } from "./icons";
import { plainText } from "./markdown";
import type { Texts } from "./texts";
import type { Entry, FormField } from "./transcript";
import type { ViewContext, ViewHost } from "./view-context";

const FIELDS: readonly FormField[] = ["question", "name", "contact", "language"];
/** The server asks for no more than these, one after the other; a few are asked for again after a correction. */
const MOST_STEPS = 10;

type Values = Readonly<Record<FormField, string>>;

export class RequestForm {
  readonly #host: ViewHost;
  #errors: Partial<Record<FormField, string>> = {};
  #isSending = false;
  /** Whether what was entered is being changed although the server has all of it. */
  #isEditing = false;

  constructor(host: ViewHost) {
    this.#host = host;
  }

  /** @param people who is there, or when they are back, in words. */
  view(conversation: Conversation, people: string, context: ViewContext): TemplateResult | null {
    const { handoff, entries } = conversation;
    if (handoff?.status !== "collecting") return null;
    const { texts } = context;
    const isReview = handoff.asks_for === "consent" && !this.#isEditing && !this.#isSending;
    return html`
      <section class="request" aria-labelledby="request-title">
        <h3 id="request-title">${personIcon}${texts.requestTitle}</h3>
        ${people ? html`<p class="people">${people}</p>` : null}
        ${isReview ? this.#review(conversation, texts) : this.#fields(conversation, filled(entries), context)}
      </section>
    `;
  }

  #fields(conversation: Conversation, values: Values, { texts, language }: ViewContext): TemplateResult {
    const first = { ...values, language: values.language || texts.ownLanguage };
    return html`
      <form novalidate lang=${language} @submit=${(event: Event) => this.#submit(event, conversation, texts)}>
        ${FIELDS.map((field) => this.#field(field, first[field], texts))}
        <datalist id="languages"><option>English</option><option>Español</option></datalist>
        <p class="form-hint">${texts.formHint}</p>
        <div class="buttons">
          <button class="chip main" type="submit" ?disabled=${this.#isSending}>
            ${this.#isSending ? texts.checking : texts.goOn}
          </button>
          ${this.#cancelButton(conversation, texts)}
        </div>
      </form>
    `;
  }

  #field(field: FormField, value: string, texts: Texts): TemplateResult {
    const error = this.#errors[field];
    const id = `request-${field}`;
    const label = field === "name" ? `${texts.asksFor.name} ${texts.optional}` : texts.asksFor[field];
    const described = error ? `${id}-error` : "";
    const input =
      field === "question"
        ? html`<textarea id=${id} name=${field} rows="2" dir="auto" aria-required="true" aria-invalid=${Boolean(error)}
            aria-describedby=${described} .defaultValue=${value}></textarea>`
        : html`<input id=${id} name=${field} type="text" dir="auto" list=${field === "language" ? "languages" : ""}
            autocomplete=${{ name: "name", contact: "email", language: "off" }[field]}
            aria-required=${field !== "name"} aria-invalid=${Boolean(error)} aria-describedby=${described}
            .defaultValue=${value} />`;
    return html`
      <div class="form-field">
        <label for=${id}>${label}</label>
        ${input} ${error ? html`<p class="error" id="${id}-error">${error}</p>` : null}
      </div>
    `;
  }

  /** Shows in the server's words what would be sent, to whom, and for how long it is kept. */
  #review(conversation: Conversation, texts: Texts): TemplateResult {
    const { entries } = conversation;
    const last = entries.at(-1);
    // Said in answer to a spoken message it stands above the card.
    const isHidden = last?.from === "assistant" && !withoutForm(entries).includes(last);
    const say = (message: string): (() => void) => () => void conversation.say(message, texts.sendRequest);
    return html`
      ${isHidden ? html`<div class="words" dir="auto">${plainText(last.turn.text)}</div>` : null}
      <div class="buttons">
        <button class="chip main" @click=${say("yes")}>${texts.sendRequest}</button>
        <button class="chip quiet" @click=${() => this.#edit()}>${texts.change}</button>
        ${this.#cancelButton(conversation, texts)}
      </div>
    `;
  }

  #cancelButton(conversation: Conversation, texts: Texts): TemplateResult {
    const cancel = (): void => {
      this.#reset();
      conversation.say(CANCEL, texts.cancel);
    };
    return html`<button class="chip quiet" type="button" @click=${cancel}>${texts.cancel}</button>`;
  }

  #edit(): void {
    this.#isEditing = true;
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => this.#host.find("#request-question")?.focus());
  }

  #submit(event: Event, conversation: Conversation, texts: Texts): void {
    event.preventDefault();
    if (this.#isSending) return;
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const said = (field: FormField): string => String(data.get(field) ?? "").trim().replace(/\s*\n\s*/g, " ");
    const values = Object.fromEntries(FIELDS.map((field) => [field, said(field)])) as Values;
    this.#errors = Object.fromEntries(
      FIELDS.filter((field) => field !== "name" && !values[field]).map((field) => [field, texts.needed]),
    );
    if (Object.keys(this.#errors).length) this.#showErrors();
    else void this.#send(conversation, values);
  }

  /** Says one field after the other, until all are taken or one is not. */
  async #send(conversation: Conversation, values: Values): Promise<void> {
    this.#isSending = true;
    this.#host.requestUpdate();
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const { handoff } = conversation;
      const asked = handoff?.status === "collecting" ? handoff.asks_for : null;
      const known = filled(conversation.entries);
      const field = FIELDS.find((one) => (asked === "consent" ? values[one] !== known[one] : one === asked));
      if (!field) break;
      const isChange = asked === "consent";
      const turn = await conversation.sayInForm(isChange ? corrected(field, values) : plain(field, values), field, values[field]);
      const next = turn?.handoff?.status === "collecting" ? turn.handoff.asks_for : null;
      if (!turn || turn.alarm) break;
      if (next === asked && !isChange) {
        this.#errors = { [field]: turn.text };
        break;
      }
    }
    this.#isSending = false;
    this.#isEditing = false;
    if (Object.keys(this.#errors).length) this.#showErrors();
    this.#host.requestUpdate();
  }

  #showErrors(): void {
    this.#host.requestUpdate();
    const wrong = FIELDS.find((field) => this.#errors[field]);
    void this.#host.updateComplete.then(() => this.#host.find(`#request-${wrong}`)?.focus());
  }

  #reset(): void {
    this.#errors = {};
    this.#isEditing = false;
  }
}

/** Returns what the server is told of a field that it asks for. */
const plain = (field: FormField, values: Values): string => values[field] || "skip";

/** Returns what changes a field that the server has already. */
function corrected(field: FormField, values: Values): string {
  if (field === "question") return `change my question to: ${values.question}`;
  if (field === "language") return `change my language to ${values.language}`;
  return field === "name" ? `my name is ${values.name}` : values.contact;
}

/** Returns what has been entered, by the card or by talking, since the form was opened. */
export function filled(entries: readonly Entry[]): Values {
  let values: Record<FormField, string> = { question: "", name: "", contact: "", language: "" };
  let asked: string | null = null;
  let said: { field: FormField; value: string } | null = null;
  for (const entry of entries) {
    if (entry.from === "visitor") {
      const isField = FIELDS.includes(asked as FormField);
      said = entry.form ?? (isField ? { field: asked as FormField, value: entry.shown } : null);
      continue;
    }
    const { handoff } = entry.turn;
    const next = handoff?.status === "collecting" ? handoff.asks_for : null;
    if (!next) values = { question: "", name: "", contact: "", language: "" };
    else if (said && next !== said.field) values[said.field] = /^skip$/i.test(said.value) ? "" : said.value;
    asked = next;
    said = null;
  }
  return values;
}

/** Leaves out what the card says and what it shows itself. */
export function withoutForm(entries: readonly Entry[]): readonly Entry[] {
  let isOfForm = false;
  return entries.filter((entry) => {
    if (entry.from === "visitor") {
      isOfForm = entry.form !== undefined;
      return !isOfForm || entry.form?.field === "question";
    }
    return !isFormTurn(entry.turn) || !isOfForm;
  });
}
