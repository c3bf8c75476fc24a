/**
 * How messages reach the server, and turns the widget. The conversation knows only this interface, and not whether a
 * message goes over a socket or by a plain request.
 */

import type { Turn } from "./turn";

export interface OutgoingMessage {
  /** Made by the widget; the server answers each id once, however often it comes. */
  readonly id: string;
  readonly message: string;
  /** Slug of the condition that is talked of: what is asked without a name is asked of it; empty for none. */
  readonly condition?: string;
}

export interface TransportListener {
  /** Turns have come. `answered` is the id of the message that they answer, or null when the server pushed them. */
  received(turns: readonly Turn[], answered: string | null): void;
  /** A message could not be delivered yet; the transport keeps trying. `why` is the server's word, if it gave one. */
  delayed(id: string, why: string | null): void;
  /** The server will not take a message; the transport has given up on it. */
  refused(id: string): void;
  /** The server has a message, and says in `text` that its answer takes longer. */
  waits(text: string): void;
  /** A person is typing. */
  personTypes(): void;
  /** The person has read what the visitor wrote. */
  personReads(): void;
  /** Whether the server can be reached has changed. */
  reachable(isReachable: boolean): void;
}

export interface Transport {
  /** Opens a connection on which the server can push. */
  connect(): void;
  /** Takes a message over for delivery; messages arrive in the order in which they are sent. */
  send(message: OutgoingMessage): void;
  /** Tells a person that the visitor is typing. */
  typed(): void;
  /** Asks for what was pushed meanwhile, where there is no connection for pushing. */
  fetchPushed(): void;
  /** Sends an opinion of a turn; tells whether it was taken. */
  rate(turnId: string, isHelpful: boolean, comment: string): Promise<boolean>;
  /** Has the server forget the conversation of a token; tells whether it did. */
  forget(token: string): Promise<boolean>;
  /** Drops the session and what is still to be sent; the next message begins a new conversation. */
  startAgain(): void;
  /** Stops all work; nothing is received afterwards. */
  close(): void;
}

/** Where a transport keeps its session, so that a reload goes on with the same conversation. */
export interface SessionKeeper {
  token: string | null;
  /** The place of the last pushed turn that has come. */
  readonly after: number;
}
