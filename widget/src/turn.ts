/** What a bot turn holds, by the project's turn contract; fields that are not shown here are left out. */

export type TurnKind = "answer" | "clarify" | "no_answer" | "handoff" | "emergency" | "smalltalk";

export interface Reference {
  readonly number: number;
  readonly citation: string;
  readonly url: string | null;
  /** ISO date. */
  readonly accessed: string | null;
}

export interface Condition {
  readonly slug: string;
  readonly name: string;
}

export interface Section {
  /** Of which condition; one turn may answer about two. */
  readonly condition?: Condition;
  readonly question: string;
  /** Markdown with citation markers such as `[1]`. */
  readonly body: string;
  /** The sentences of the body, word for word, that answer what was asked. */
  readonly highlights?: readonly string[];
  /** ISO date. */
  readonly last_updated: string | null;
  readonly references: readonly Reference[];
  readonly source: { readonly name: string; readonly url: string | null; readonly license: string | null };
}

export interface Option {
  readonly title: string;
  readonly payload: string;
}

export interface Disclaimer {
  readonly text: string;
  readonly url: string | null;
}

export interface Contact {
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly url: string | null;
  readonly hours: string | null;
}

export interface Turn {
  readonly turn_id: string;
  readonly author: "bot" | "operator";
  /** The name by which a person who writes is known to visitors. */
  readonly author_name?: string | null;
  readonly kind: TurnKind;
  readonly text: string;
  /** Whom to call, when the message raised an alarm; `text` may begin with the same words. */
  readonly alarm?: { readonly kind: "emergency" | "poisoning" | "self_harm"; readonly text: string } | null;
  readonly sections: readonly Section[];
  readonly options: readonly Option[];
  readonly disclaimer: Disclaimer;
  readonly contact: Contact;
  readonly condition?: Condition | null;
  readonly handoff?: Handoff | null;
  /** The place of a pushed turn among all. */
  readonly sequence?: number;
}

/** Open as long as a person is asked for or talked to. */
export interface Handoff {
  readonly ticket: string | null;
  readonly status: HandoffStatus;
  readonly asks_for: "question" | "name" | "contact" | "language" | "consent" | null;
}

export type HandoffStatus =
  | "collecting"
  | "requested"
  | "queued"
  | "with_operator"
  | "resolved"
  | "timed_out"
  | "cancelled";

type Fields = Record<string, unknown>;

export const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;

export const hasStrings = (value: unknown, ...names: string[]): boolean =>
  isFields(value) && names.every((name) => typeof value[name] === "string");

export const isListOf = (value: unknown, isItem: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(isItem);

function isSection(value: unknown): boolean {
  return (
    isFields(value) &&
    hasStrings(value, "question", "body") &&
    hasStrings(value.source, "name") &&
    (value.condition == null || hasStrings(value.condition, "slug", "name")) &&
    (value.highlights == null || isListOf(value.highlights, (item) => typeof item === "string")) &&
    isListOf(value.references, (item) => hasStrings(item, "citation"))
  );
}

/**
 * Tells whether a value can be shown as a turn. It may come from an older server, from a proxy's error page or
 * from a transcript of an earlier version of the widget, and must not break the panel.
 */
export function isTurn(value: unknown): value is Turn {
  return (
    isFields(value) &&
    hasStrings(value, "turn_id", "author", "kind", "text") &&
    hasStrings(value.disclaimer, "text") &&
    hasStrings(value.contact, "name") &&
    (value.alarm == null || hasStrings(value.alarm, "text")) &&
    (value.condition == null || hasStrings(value.condition, "slug", "name")) &&
    isListOf(value.sections, isSection) &&
    isListOf(value.options, (item) => hasStrings(item, "title", "payload"))
  );
}

/** Returns the turns of a server's answer, or null when it is no such answer. */
export function readTurns(answer: unknown): Turn[] | null {
  if (!isFields(answer) || !Array.isArray(answer.turns)) return null;
  return answer.turns.every(isTurn) ? answer.turns : null;
}

/** Returns in how many seconds a message may come again that was not taken, and why; null when it was taken. */
export function readRefusal(answer: unknown): { readonly wait: number; readonly why: string } | null {
  if (!isFields(answer) || typeof answer.retry_after !== "number") return null;
  return { wait: Math.max(answer.retry_after, 1), why: typeof answer.error === "string" ? answer.error : "" };
}
