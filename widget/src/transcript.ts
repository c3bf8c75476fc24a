/**
 * Keeps the conversation for as long as the tab is open. `sessionStorage`, not `localStorage`: a shared computer
 * must not keep a conversation about somebody's health.
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
  readonly delivery: Delivery;
}

export interface TurnEntry {
  readonly from: "assistant";
  readonly turn: Turn;
}

export type Entry = VisitorEntry | TurnEntry;

export interface Transcript {
  readonly entries: readonly Entry[];
  readonly token: string | null;
  readonly isOpen: boolean;
}

const EMPTY: Transcript = { entries: [], token: null, isOpen: false };

/** Raised whenever the form of what is kept changes; a transcript of another version is not read. */
const VERSION = 1;
/** Enough for hours of reading, and far below what a browser lets a site keep. */
const MOST_ENTRIES = 200;

export class TranscriptStore {
  readonly #key: string;
  /** Stands in where the browser or the site's settings forbid storage. */
  #current: Transcript;

  /** @param server keeps the conversations of two servers apart that are used from one site. */
  constructor(server: string) {
    this.#key = `rareguide:${server}`;
    this.#current = this.#read();
  }

  get current(): Transcript {
    return this.#current;
  }

  update(change: Partial<Transcript>): void {
    this.#current = { ...this.#current, ...change };
    try {
      const entries = this.#current.entries.slice(-MOST_ENTRIES);
      sessionStorage.setItem(this.#key, JSON.stringify({ version: VERSION, ...this.#current, entries }));
    } catch {
      // Storage is full or forbidden: the conversation goes on, it only does not survive a reload.
    }
  }

  #read(): Transcript {
    try {
      const kept: unknown = JSON.parse(sessionStorage.getItem(this.#key) ?? "null");
      return isTranscript(kept) ? { entries: kept.entries, token: kept.token, isOpen: kept.isOpen } : EMPTY;
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
    (kept.token === null || typeof kept.token === "string") &&
    Array.isArray(kept.entries) &&
    kept.entries.every(isEntry)
  );
}

function isEntry(value: Partial<VisitorEntry> | Partial<TurnEntry> | null): boolean {
  if (value?.from === "assistant") return isTurn(value.turn);
  return value?.from === "visitor" && [value.id, value.shown, value.message].every((it) => typeof it === "string");
}
