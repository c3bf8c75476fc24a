/**
 * How messages reach the server, and turns the widget. The conversation knows only this interface, so that a
 * channel on which the server can push takes the place of plain requests without a change elsewhere.
 */

import type { Turn } from "./turn";

export interface OutgoingMessage {
  /** Made by the widget; the server answers each id once, however often it comes. */
  readonly id: string;
  readonly message: string;
}

export interface TransportListener {
  /** Turns have come. `answered` is the id of the message that they answer, or null when the server pushed them. */
  received(turns: readonly Turn[], answered: string | null): void;
  /** A message could not be delivered yet; the transport keeps trying. */
  delayed(id: string): void;
  /** The server will not take a message; the transport has given up on it. */
  refused(id: string): void;
}

export interface Transport {
  /** Takes a message over for delivery; messages arrive in the order in which they are sent. */
  send(message: OutgoingMessage): void;
  /** Drops the session and what is still to be sent; the next message begins a new conversation. */
  startAgain(): void;
  /** Stops all work; nothing is received afterwards. */
  close(): void;
}

/** Where a transport keeps its session's token, so that a reload goes on with the same conversation. */
export interface TokenKeeper {
  token: string | null;
}
