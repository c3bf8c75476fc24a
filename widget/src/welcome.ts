/** What the server tells a widget before anything has been said: it knows nothing of the visitor, and needs no session. */

import { hasStrings, isFields, isListOf, type Condition, type Contact, type Disclaimer, type Option } from "./turn";

export interface Welcome {
  readonly disclaimer: Disclaimer;
  readonly contact: Contact;
  /** What a first screen offers. */
  readonly starters: readonly Option[];
  /** Whether people are there or when they are back, in words; empty where the server does not know. */
  readonly people: string;
  /** Characters of the longest message that is answered. */
  readonly longest_message: number;
  /** The page's condition as the store names it, or null where it has none. */
  readonly condition: Condition | null;
  /** Sentences of turns that say no more than a card shows anyway; `{condition}` stands for the name. */
  readonly plain: { readonly answer: string; readonly unreviewed: string };
}

export interface FoundCondition extends Condition {
  /** The other name by which it was found, or null. */
  readonly also: string | null;
}

/** `notAllowed`: the server does not take questions from this site. */
export type Greeting = Welcome | "notAllowed" | "unreachable";

const NOT_ALLOWED = 403;

/** @param condition slug of the page's condition. */
export async function askForWelcome(server: string, language: string, condition: string | null): Promise<Greeting> {
  const query = new URLSearchParams({ lang: language, ...(condition && { condition }) });
  try {
    const response = await get(server, `welcome?${query}`);
    if (response.status === NOT_ALLOWED) return "notAllowed";
    const answer: unknown = await response.json();
    return response.ok && isWelcome(answer) ? answer : "unreachable";
  } catch {
    return "unreachable";
  }
}

/** Returns the conditions whose names begin with, hold or nearly are what was typed; null where the server is away. */
export async function findConditions(server: string, typed: string, signal: AbortSignal): Promise<FoundCondition[] | null> {
  try {
    const response = await get(server, `conditions?${new URLSearchParams({ q: typed })}`, signal);
    const { conditions }: { conditions?: unknown } = await response.json();
    const isFound = (item: unknown): boolean => hasStrings(item, "slug", "name");
    return isListOf(conditions, isFound) ? (conditions as FoundCondition[]) : null;
  } catch {
    return null;
  }
}

/** Without headers of its own, so that a browser does not ask first; the answer says then why it is refused. */
function get(server: string, path: string, signal: AbortSignal | null = null): Promise<Response> {
  return fetch(`${server}/widget/${path}`, { credentials: "omit", signal });
}

function isWelcome(value: unknown): value is Welcome {
  return (
    isFields(value) &&
    hasStrings(value.disclaimer, "text") &&
    hasStrings(value.contact, "name") &&
    isListOf(value.starters, (item) => hasStrings(item, "title", "payload")) &&
    hasStrings(value, "people") &&
    typeof value.longest_message === "number" &&
    hasStrings(value.plain, "answer", "unreviewed")
  );
}
