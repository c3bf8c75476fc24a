/**
 * Keeps the conversation for as long as the tab is open. `sessionStorage`, not `localStorage`, unless the site asks for
 * it: a shared computer must not keep a conversation about somebody's health.
 */

import type { SessionKeeper } from "./transport";
import { hasStrings, isTurn, type Condition, type Turn } from "./turn";

/** `sending`: on its way or being answered. `delayed`: not delivered yet, being retried. `refused`: given up. */
export type Delivery = "sending" | "delayed" | "refused" | "answered";

/** What the request to a person asks for, beside consent. */
export type FormField = "question" | "name" | "contact" | "language";

export interface VisitorEntry {
  readonly from: "visitor";
  readonly id: string;
  /** What the visitor sees as their message: for a quick reply its title. */
  readonly shown: string;
  /** What is sent: for a quick reply its payload. */
  readonly message: string;
  /** Slug of the condition that is talked of, where the server takes another for it; empty for none. */
  readonly condition?: string;
  readonly delivery: Delivery;
  /** The field of the card that the message fills in, and with what. */
  readonly form?: { readonly field: FormField; readonly value: string };
  /** When it was written, in milliseconds. */
  readonly at?: number;
}

export interface TurnEntry {
  readonly from: "assistant";
  readonly turn: Turn;
  /** When it came, in milliseconds. */
  readonly at?: number;
  /** What the visitor thinks of it. */
  readonly isHelpful?: boolean;
}

export type Entry = VisitorEntry | TurnEntry;

export interface Transcript {
  readonly entries: readonly Entry[];
  readonly token: string | null;
  /** The place of the last pushed turn that has come. */
  readonly after: number;
  readonly isOpen: boolean;
  /** The condition that is talked of, as the visitor sees it. */
  readonly topic: Condition | null;
  /** Slug of the one that the server takes for it. */
  readonly toldTopic: string | null;
  /** Slug of the last page's condition that has become the topic, or was declined. */
  readonly settledPage: string | null;
  /** Id of the last message that the person has read. */
  readonly read: string | null;
  /** How many turns came while the panel was closed. */
  readonly unseen: number;
  /** What was typed and not sent. */
  readonly draft: string;
  /** Tokens of conversations that the server has yet to forget. */
  readonly toForget: readonly string[];
}

/** `none` keeps nothing past the page. */
export type StorageKind = "session" | "local" | "none";

const EMPTY: Transcript = {
  entries: [],
  token: null,
  after: 0,
  isOpen: false,
  topic: null,
  toldTopic: null,
  settledPage: null,
  read: null,
  unseen: 0,
  draft: "",
  toForget: [],
};

/** Raised whenever the form of what is kept changes; a transcript of another version is not read. */
const VERSION = 5;
/** Enough for hours of reading, and far below what a browser lets a site keep. */
const MOST_ENTRIES = 200;

export class TranscriptStore implements SessionKeeper {
  readonly #key: string;
  readonly #kind: StorageKind;
  /** Stands in where the browser or the site's settings forbid storage. */
  #current: Transcript;

  /** @param server keeps the conversations of two servers apart that are used from one site. */
  constructor(server: string, kind: StorageKind) {
    this.#key = `rareguide:${server}`;
    this.#kind = kind;
    this.#current = this.#read();
  }

  get current(): Transcript {
    return this.#current;
  }

  get token(): string | null {
    return this.#current.token;
  }

  set token(token: string | null) {
    this.update({ token });
  }

  get after(): number {
    return this.#current.after;
  }

  update(change: Partial<Transcript>): void {
    this.#current = { ...this.#current, ...change };
    try {
      const entries = this.#current.entries.slice(-MOST_ENTRIES);
      this.#storage?.setItem(this.#key, JSON.stringify({ version: VERSION, ...this.#current, entries }));
    } catch {
      // Storage is full or forbidden: the conversation goes on, it only does not survive a reload.
    }
  }

  /** Takes over what another tab has kept; tells whether `event` is of that kind. */
  follow({ key, storageArea }: StorageEvent): boolean {
    if (key !== this.#key || storageArea !== this.#storage) return false;
    this.#current = { ...this.#read(), isOpen: this.#current.isOpen };
    return true;
  }

  get #storage(): Storage | null {
    return { session: sessionStorage, local: localStorage, none: null }[this.#kind];
  }

  #read(): Transcript {
    try {
      const kept: unknown = JSON.parse(this.#storage?.getItem(this.#key) ?? "null");
      if (!isTranscript(kept)) return EMPTY;
      const { version: _, ...transcript } = kept as Transcript & { version: unknown };
      return transcript;
    } catch {
      return EMPTY;
    }
  }
}

function isTranscript(value: unknown): value is Transcript {
  if (typeof value !== "object" || value === null) return false;
  const kept = value as Partial<Transcript> & { version?: unknown };
  return (
    kept.version === VERSION &&
    typeof kept.isOpen === "boolean" &&
    typeof kept.after === "number" &&
    typeof kept.unseen === "number" &&
    typeof kept.draft === "string" &&
    isTextOrNull(kept.toldTopic) &&
    isTextOrNull(kept.settledPage) &&
    isTextOrNull(kept.read) &&
    (kept.topic === null || hasStrings(kept.topic, "slug", "name")) &&
    Array.isArray(kept.toForget) &&
    isTextOrNull(kept.token) &&
    Array.isArray(kept.entries) &&
    kept.entries.every(isEntry)
  );
}

const isTextOrNull = (value: unknown): boolean => value === null || typeof value === "string";

function isEntry(value: Partial<VisitorEntry> | Partial<TurnEntry> | null): boolean {
  if (value?.from === "assistant") return isTurn(value.turn);
  return value?.from === "visitor" && [value.id, value.shown, value.message].every((it) => typeof it === "string");
}
