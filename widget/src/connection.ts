/** Keeps a socket open: connects again with growing pauses, and tells when it is no use trying. */

import type { Requests } from "./requests";
import { Socket } from "./socket";
import type { SessionKeeper } from "./transport";

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** After so many failures without ever having been connected, the network is taken to block WebSockets. */
const MOST_FAILURES = 2;
const BLOCKED_PAUSE_MS = 5 * 60_000;
/** What the server refuses a token with that it does not know any more. */
const NO_SESSION = "session";

export interface ConnectionListener {
  /** The socket is open, or is open no more, or will not be for now. */
  changed(): void;
  event(name: string, content: unknown): void;
}

export class Connection {
  readonly #address: string;
  readonly #requests: Requests;
  readonly #keeper: SessionKeeper;
  readonly #listener: ConnectionListener;
  #socket: Socket | null = null;
  #timer: number | undefined;
  #failures = 0;
  #wasConnected = false;
  #isWanted = false;
  #current = new AbortController();

  constructor(server: string, requests: Requests, keeper: SessionKeeper, listener: ConnectionListener) {
    this.#address = `${server.replace(/^http/, "ws")}/widget/socket.io/?EIO=4&transport=websocket`;
    this.#requests = requests;
    this.#keeper = keeper;
    this.#listener = listener;
    addEventListener("online", this.#retryNow);
    addEventListener("offline", this.#lost);
    document.addEventListener("visibilitychange", this.#retryNow);
  }

  /** The open socket, or null. */
  get socket(): Socket | null {
    return this.#socket?.isConnected ? this.#socket : null;
  }

  /** Whether a socket may be open in a moment: a message waits for its first one. */
  get isPending(): boolean {
    return this.#isWanted && !this.#wasConnected && this.#failures === 0;
  }

  open(): void {
    if (this.#isWanted) return;
    this.#isWanted = true;
    void this.#connect();
  }

  /** Ends the connection, whose conversation is over; `open` begins one for the next. */
  drop(): void {
    this.#isWanted = false;
    this.#current.abort();
    this.#current = new AbortController();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
    this.#failures = 0;
  }

  close(): void {
    removeEventListener("online", this.#retryNow);
    removeEventListener("offline", this.#lost);
    document.removeEventListener("visibilitychange", this.#retryNow);
    this.drop();
  }

  async #connect(): Promise<void> {
    const { signal } = this.#current;
    try {
      const token = await this.#requests.token(signal);
      if (signal.aborted) return;
      const auth = (): unknown => ({ token, after: this.#keeper.after });
      const socket: Socket = new Socket(this.#address, auth, {
        connected: () => {
          this.#wasConnected = true;
          this.#failures = 0;
          this.#listener.changed();
        },
        event: (name, content) => this.#listener.event(name, content),
        closed: (reason) => this.#closed(socket, reason),
      });
      this.#socket = socket;
    } catch {
      if (!signal.aborted) this.#tryLater();
    }
  }

  #closed(socket: Socket, reason: string | null): void {
    if (this.#socket !== socket) return;
    this.#socket = null;
    if (reason === NO_SESSION) this.#keeper.token = null;
    this.#tryLater();
  }

  #tryLater(): void {
    this.#failures += 1;
    if (!this.#wasConnected && this.#failures === 1) this.#warn();
    const isBlocked = !this.#wasConnected && this.#failures >= MOST_FAILURES;
    const longest = Math.min(FIRST_PAUSE_MS * 2 ** (this.#failures - 1), LONGEST_PAUSE_MS);
    // Spread out, so that all visitors of a restarted server do not come back in the same moment.
    const pause = isBlocked ? BLOCKED_PAUSE_MS : longest * (0.5 + Math.random() / 2);
    this.#timer = window.setTimeout(this.#retryNow, pause);
    this.#listener.changed();
  }

  /** Browsers tell a script not why a server is out of reach; who embeds the widget looks into the console. */
  #warn(): void {
    console.warn(
      `RareGuide: no connection to ${this.#address}. If the server runs, ` +
        `${location.origin} may be missing in its RAREGUIDE_ALLOWED_ORIGINS.`,
    );
  }

  /** The browser knows at once what the missing heartbeat would tell in half a minute. */
  readonly #lost = (): void => this.#socket?.close();

  readonly #retryNow = (): void => {
    if (this.#timer === undefined || document.visibilityState === "hidden") return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    void this.#connect();
  };
}
