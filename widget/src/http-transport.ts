/**
 * Delivers messages by plain requests, one after the other. What cannot be delivered is tried again with growing
 * pauses under the same id, so that it is answered once even where only the reply was lost.
 */

import type { OutgoingMessage, TokenKeeper, Transport, TransportListener } from "./transport";
import { readTurns, type Turn } from "./turn";

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** Longer than the server takes for its slowest turn, so that a slow answer is not asked for twice. */
const PATIENCE_MS = 45_000;

type Outcome = { readonly turns: readonly Turn[] } | "unreachable" | "refused";

export class HttpTransport implements Transport {
  readonly #server: string;
  readonly #keeper: TokenKeeper;
  readonly #listener: TransportListener;
  #queue: OutgoingMessage[] = [];
  #isDelivering = false;
  #failures = 0;
  #timer: number | undefined;
  /** Aborted when the work at hand no longer matters, so that its late result is not taken for a current one. */
  #current = new AbortController();

  constructor(server: string, keeper: TokenKeeper, listener: TransportListener) {
    this.#server = server;
    this.#keeper = keeper;
    this.#listener = listener;
    addEventListener("online", this.#retryNow);
  }

  send(message: OutgoingMessage): void {
    this.#queue.push(message);
    if (this.#timer === undefined) void this.#deliver();
    else this.#listener.delayed(message.id);
  }

  startAgain(): void {
    this.#current.abort();
    this.#current = new AbortController();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#queue = [];
    this.#failures = 0;
    this.#isDelivering = false;
    this.#keeper.token = null;
  }

  close(): void {
    removeEventListener("online", this.#retryNow);
    clearTimeout(this.#timer);
    this.#current.abort();
    this.#queue = [];
  }

  readonly #retryNow = (): void => {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    void this.#deliver();
  };

  async #deliver(): Promise<void> {
    if (this.#isDelivering) return;
    this.#isDelivering = true;
    const { signal } = this.#current;
    for (let next = this.#queue[0]; next; next = this.#queue[0]) {
      const outcome = await this.#attempt(next, signal);
      if (signal.aborted) return;
      if (outcome === "unreachable") {
        this.#pause();
        break;
      }
      this.#queue.shift();
      this.#failures = 0;
      if (outcome === "refused") this.#listener.refused(next.id);
      else this.#listener.received(outcome.turns, next.id);
    }
    this.#isDelivering = false;
  }

  #pause(): void {
    for (const waiting of this.#queue) this.#listener.delayed(waiting.id);
    const longest = Math.min(FIRST_PAUSE_MS * 2 ** this.#failures, LONGEST_PAUSE_MS);
    this.#failures += 1;
    // Spread out, so that all visitors of a restarted server do not come back in the same moment.
    this.#timer = window.setTimeout(this.#retryNow, longest * (0.5 + Math.random() / 2));
  }

  async #attempt(message: OutgoingMessage, signal: AbortSignal): Promise<Outcome> {
    try {
      let response = await this.#post(message, signal);
      if (response.status === 401) {
        this.#keeper.token = null;
        response = await this.#post(message, signal);
      }
      return await outcomeOf(response);
    } catch {
      // Whatever the reason (no network, a timeout, a page that is no JSON), the message was not answered.
      return "unreachable";
    }
  }

  async #post(message: OutgoingMessage, signal: AbortSignal): Promise<Response> {
    this.#keeper.token ??= await this.#newToken(signal);
    return this.#request("messages", signal, {
      headers: { Authorization: `Bearer ${this.#keeper.token}`, "Content-Type": "application/json" },
      body: JSON.stringify({ id: message.id, message: message.message }),
    });
  }

  async #newToken(signal: AbortSignal): Promise<string> {
    const response = await this.#request("session", signal, {});
    const answer: { token?: unknown } = await response.json();
    if (!response.ok || typeof answer.token !== "string") throw new Error("no session");
    signal.throwIfAborted();
    return answer.token;
  }

  #request(name: string, signal: AbortSignal, init: RequestInit): Promise<Response> {
    return fetch(`${this.#server}/widget/${name}`, {
      method: "POST",
      credentials: "omit",
      cache: "no-store",
      // Browsers from before 2024 cannot join two signals; there a request is only ended by its network.
      signal: AbortSignal.any?.([signal, AbortSignal.timeout(PATIENCE_MS)]) ?? signal,
      ...init,
    });
  }
}

async function outcomeOf(response: Response): Promise<Outcome> {
  const isPassing = response.ok || response.status >= 500 || response.status === 408 || response.status === 429;
  // The server answers a failure with a turn as well; only where none comes does the status decide.
  const turns = readTurns(await response.json().catch(() => null));
  if (turns) return { turns };
  return isPassing ? "unreachable" : "refused";
}
