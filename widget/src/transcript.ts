/**
 * Keeps the conversation for as long as the tab is open. `sessionStorage`, not `localStorage`, unless the site asks for
 * it: a shared computer must not keep a conversation about somebody's health.
 */

import { isTurn, type Turn } from "./turn";

/** `sending`: on its way or being answered. `delayed`: not delivered yet, being retried. `refused`: given up. */
export type Delivery = "sending" | "delayed" | "refused" | "answered";

export interface VisitorEntry {
  readonly from: "visitor";
  readonly id: string;
  /** What the visitor sees as their message: for a quick reply its title. */
  readonly shown: string;
  /** What is sent: for a quick reply its payload. */
  readonly message: string;
  /** Slug of the condition that the page is about, where the server has not been told of it yet. */
  readonly condition?: string;
  readonly delivery: Delivery;
}

export interface TurnEntry {
  readonly from: "assistant";
  readonly turn: Turn;
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
  /** The condition of the page from which the last message came, which the server knows. */
  readonly pageCondition: string | null;
  /** Tokens of conversations that the server has yet to forget. */
  readonly toForget: readonly string[];
}

/** `none` keeps nothing past the page. */
export type StorageKind = "session" | "local" | "none";

const EMPTY: Transcript = { entries: [], token: null, after: 0, isOpen: false, pageCondition: null, toForget: [] };

/** Raised whenever the form of what is kept changes; a transcript of another version is not read. */
const VERSION = 3;
/** Enough for hours of reading, and far below what a browser lets a site keep. */
const MOST_ENTRIES = 200;

export class TranscriptStore {
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
      const { entries, token, after, isOpen, pageCondition, toForget } = kept;
      return { entries, token, after, isOpen, pageCondition, toForget };
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
    (kept.pageCondition === null || typeof kept.pageCondition === "string") &&
    Array.isArray(kept.toForget) &&
    (kept.token === null || typeof kept.token === "string") &&
    Array.isArray(kept.entries) &&
    kept.entries.every(isEntry)
  );
}

function isEntry(value: Partial<VisitorEntry> | Partial<TurnEntry> | null): boolean {
  if (value?.from === "assistant") return isTurn(value.turn);
  return value?.from === "visitor" && [value.id, value.shown, value.message].every((it) => typeof it === "string");
}
