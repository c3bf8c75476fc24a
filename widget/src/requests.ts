/** Asks the server by plain requests, with a session that is taken when it is first needed. */

import type { SessionKeeper } from "./transport";

/** Longer than the server takes for its slowest turn, so that a slow answer is not asked for twice. */
export const PATIENCE_MS = 45_000;

export class Requests {
  readonly #server: string;
  readonly #keeper: SessionKeeper;

  constructor(server: string, keeper: SessionKeeper) {
    this.#server = server;
    this.#keeper = keeper;
  }

  /** Posts with the session's token, once more with a new one where the server does not know it any more. */
  async post(name: string, body: unknown, signal: AbortSignal): Promise<Response> {
    const response = await this.postAs(await this.token(signal), name, body, signal);
    if (response.status !== 401) return response;
    this.#keeper.token = null;
    return this.postAs(await this.token(signal), name, body, signal);
  }

  async postAs(token: string, name: string, body: unknown, signal: AbortSignal): Promise<Response> {
    const response = await this.#request(name, signal, {
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    const renewed = response.headers.get("X-Session-Token");
    // Not where a new conversation has begun meanwhile.
    if (renewed && this.#keeper.token === token) this.#keeper.token = renewed;
    return response;
  }

  /** Returns the session's token, a new one where there is none. */
  async token(signal: AbortSignal): Promise<string> {
    if (this.#keeper.token) return this.#keeper.token;
    const response = await this.#request("session", signal, {});
    const answer: { token?: unknown } = await response.json();
    if (!response.ok || typeof answer.token !== "string") throw new Error("no session");
    signal.throwIfAborted();
    this.#keeper.token ??= answer.token;
    return this.#keeper.token;
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
