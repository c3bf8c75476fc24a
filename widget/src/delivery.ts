/**
 * Delivers messages one after the other: over the socket where it is open, else by a plain request. What cannot be
 * delivered is tried again with growing pauses under the same id, so that it is answered once even where only the
 * reply was lost.
 */

import { Connection } from "./connection";
import { PATIENCE_MS, Requests } from "./requests";
import type { OutgoingMessage, SessionKeeper, Transport, TransportListener } from "./transport";
import { readRefusal, readTurns, type Turn } from "./turn";

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** How long the first message waits for a socket that is being opened. */
const SOCKET_WAIT_MS = 3_000;

type Outcome =
  | { readonly turns: readonly Turn[] }
  /** The server did not take the message, and says in how many seconds it may come again. */
  | { readonly wait: number; readonly why: string }
  | "unreachable"
  | "refused";

export class Delivery implements Transport {
  readonly #listener: TransportListener;
  readonly #language: string;
  readonly #keeper: SessionKeeper;
  readonly #requests: Requests;
  readonly #connection: Connection;
  #queue: OutgoingMessage[] = [];
  #isDelivering = false;
  #failures = 0;
  #timer: number | undefined;
  /** Aborted when the work at hand no longer matters, so that its late result is not taken for a current one. */
  #current = new AbortController();
  #socketChanged: (() => void) | null = null;

  /** @param language code of the widget's language, which the hand-over speaks. */
  constructor(server: string, language: string, keeper: SessionKeeper, listener: TransportListener) {
    this.#listener = listener;
    this.#language = language;
    this.#keeper = keeper;
    this.#requests = new Requests(server, keeper);
    this.#connection = new Connection(server, this.#requests, keeper, {
      changed: () => {
        this.#socketChanged?.();
        if (this.#connection.socket) this.#retryNow();
      },
      event: (name, content) => this.#take(name, content),
    });
    addEventListener("online", this.#retryNow);
  }

  connect(): void {
    this.#connection.open();
  }

  send(message: OutgoingMessage): void {
    this.connect();
    this.#queue.push(message);
    if (this.#timer === undefined) void this.#deliver();
    else this.#listener.delayed(message.id, null);
  }

  typed(): void {
    this.#connection.socket?.tell("typing");
  }

  fetchPushed(): void {
    if (this.#connection.socket || !this.#keeper.token) return;
    const { signal } = this.#current;
    this.#requests
      .post("updates", { after: this.#keeper.after }, signal)
      .then((response) => response.json())
      .then((answer) => {
        const turns = readTurns(answer);
        if (turns?.length && !signal.aborted) this.#listener.received(turns, null);
      })
      .catch(() => undefined); // tried again in a moment
  }

  async rate(turnId: string, isHelpful: boolean, comment: string): Promise<boolean> {
    const opinion = { turn_id: turnId, helpful: isHelpful, comment };
    const sent = this.#requests.post("feedback", opinion, this.#current.signal);
    return sent.then((response) => response.ok, () => false);
  }

  async forget(token: string): Promise<boolean> {
    const asked = this.#requests.postAs(token, "forget", {}, AbortSignal.timeout(PATIENCE_MS));
    // With a token that is not known any more there is nothing left to forget.
    return asked.then(({ ok, status }) => ok || status === 401, () => false);
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
    this.#connection.drop();
  }

  close(): void {
    removeEventListener("online", this.#retryNow);
    clearTimeout(this.#timer);
    this.#current.abort();
    this.#queue = [];
    this.#connection.close();
  }

  #take(name: string, content: unknown): void {
    if (name === "typing") return this.#listener.personTypes();
    if (name === "read") return this.#listener.personReads();
    if (name === "waiting") {
      const { text } = (content ?? {}) as { text?: unknown };
      if (typeof text === "string") this.#listener.waits(text);
      return;
    }
    const { answers, token } = (content ?? {}) as { answers?: unknown; token?: unknown };
    if (name === "session" && typeof token === "string") this.#keeper.token = token;
    const turns = readTurns(content);
    if (name === "turns" && turns) this.#listener.received(turns, typeof answers === "string" ? answers : null);
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
      this.#listener.reachable(outcome !== "unreachable");
      if (outcome === "unreachable") {
        this.#pause(null, null);
        break;
      }
      if (typeof outcome === "object" && "wait" in outcome) {
        this.#pause(outcome.wait * 1_000, outcome.why);
        break;
      }
      this.#queue.shift();
      this.#failures = 0;
      if (outcome === "refused") this.#listener.refused(next.id);
      else this.#listener.received(outcome.turns, next.id);
    }
    this.#isDelivering = false;
  }

  #pause(milliseconds: number | null, why: string | null): void {
    for (const waiting of this.#queue) this.#listener.delayed(waiting.id, why);
    const longest = Math.min(FIRST_PAUSE_MS * 2 ** this.#failures, LONGEST_PAUSE_MS);
    this.#failures += 1;
    // Spread out, so that all visitors of a restarted server do not come back in the same moment.
    const pause = milliseconds ?? longest * (0.5 + Math.random() / 2);
    this.#timer = window.setTimeout(this.#retryNow, pause);
  }

  async #attempt(message: OutgoingMessage, signal: AbortSignal): Promise<Outcome> {
    const { id, message: text, condition } = message;
    const body = { id, message: text, language: this.#language, ...(condition !== undefined && { condition }) };
    if (this.#connection.isPending) await this.#socketOrTime();
    if (signal.aborted) return "unreachable";
    const answer = this.#connection.socket ? await this.#askSocket(body) : null;
    if (answer !== null) return outcomeOf(answer, true);
    try {
      const response = await this.#requests.post("messages", body, signal);
      const isPassing = response.ok || response.status >= 500 || response.status === 408 || response.status === 429;
      return outcomeOf(await response.json().catch(() => null), isPassing);
    } catch {
      // Whatever the reason (no network, a timeout, a page that is no JSON), the message was not answered.
      return "unreachable";
    }
  }

  /** Returns when the first socket is open, cannot be opened, or takes too long. */
  #socketOrTime(): Promise<void> {
    return new Promise((done) => {
      const timer = setTimeout(done, SOCKET_WAIT_MS);
      this.#socketChanged = () => {
        clearTimeout(timer);
        done();
      };
    });
  }

  /** Returns the acknowledgement of a message, or null when the connection is lost before it or it takes too long. */
  #askSocket(body: OutgoingMessage): Promise<unknown> {
    const { socket } = this.#connection;
    if (!socket) return Promise.resolve(null);
    return new Promise((done) => {
      const timer = setTimeout(() => socket.close(), PATIENCE_MS);
      const finish = (answer: unknown): void => {
        clearTimeout(timer);
        this.#socketChanged = null;
        done(answer ?? null);
      };
      this.#socketChanged = () => {
        if (!socket.isConnected) finish(null);
      };
      socket.ask("message", body, finish);
    });
  }
}

/** @param isPassing whether an answer without turns is a failure that may pass. */
function outcomeOf(answer: unknown, isPassing: boolean): Outcome {
  const refusal = readRefusal(answer);
  if (refusal) return refusal;
  // The server answers a failure with a turn as well; only where none comes does the status decide.
  const turns = readTurns(answer);
  if (turns?.length) return { turns };
  return isPassing ? "unreachable" : "refused";
}
