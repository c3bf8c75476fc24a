/** What a hand-over changes for the visitor: what the text box is for, and what can be chosen. */

import type { Texts } from "./texts";
import type { Handoff, Turn } from "./turn";

/** States in which asking for a person again would be of no use. */
const OPEN: readonly string[] = ["collecting", "requested", "queued", "with_operator"];

/** What the server reads as leaving the form, in whatever language the widget speaks. */
export const CANCEL = "cancel";
/** What the server reads as asking for a person. */
export const ASK_FOR_PERSON = "I would like to talk to a person";

/** Tells whether a turn asks for a field of the request, and nothing else. */
export const isFormTurn = (turn: Turn | undefined): boolean =>
  turn?.kind === "handoff" && turn.handoff?.status === "collecting" && !turn.alarm;

export const isOpen = (handoff: Handoff | null): boolean => OPEN.includes(handoff?.status ?? "");

/** Returns the number of a request that a person has yet to answer, or null. */
export function openTicket(handoff: Handoff | null): string | null {
  return handoff && [...OPEN, "timed_out"].includes(handoff.status) ? handoff.ticket : null;
}

export interface Field {
  readonly label: string;
  readonly placeholder: string;
  /** Whether something other than a question to the assistant is asked for, so that the label has to be seen. */
  readonly isAsked: boolean;
  /** Whether the card of the request shows the same field and hint. */
  readonly isInCard: boolean;
  readonly hint: string;
  /** As of the HTML standard. */
  readonly autocomplete: AutoFill;
  readonly inputMode: string;
}

/** Returns what the text box asks for now. */
export function fieldFor(handoff: Handoff | null, texts: Texts): Field {
  const plain = { placeholder: "", isAsked: true, isInCard: false, autocomplete: "off", inputMode: "text" } as const;
  const field = handoff?.status === "collecting" ? handoff.asks_for : null;
  if (field) {
    const label = texts.asksFor[field] ?? texts.inputLabel;
    return { ...plain, isInCard: true, placeholder: texts.orSayIt, label, hint: texts.formHint, ...FILLED[field] };
  }
  if (handoff?.status === "with_operator") return { ...plain, label: texts.messageToPerson, hint: "" };
  return { ...plain, isAsked: false, label: texts.inputLabel, placeholder: texts.inputHint, hint: texts.privacy };
}

const FILLED: Readonly<Record<string, Partial<Field>>> = {
  name: { autocomplete: "name" },
  contact: { autocomplete: "email", inputMode: "email" },
};
