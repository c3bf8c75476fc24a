/**
 * Speaks the part of Socket.IO (protocol 5 on Engine.IO 4, over WebSocket alone) that the widget needs: connecting
 * with a token, messages with acknowledgements, events, and a watch on the server's heartbeat. Socket.IO's own client
 * would take nearly half of the bytes that the widget may have.
 */

/** Packets of Engine.IO begin with one of these digits. */
const OPEN = "0";
const CLOSE = "1";
const PING = "2";
const PONG = "3";
const MESSAGE = "4";
/** Packets of Socket.IO stand in Engine.IO's messages and begin with one of these. */
const CONNECT = `${MESSAGE}0`;
const EVENT = `${MESSAGE}2`;
const ACK = `${MESSAGE}3`;
const CONNECT_ERROR = `${MESSAGE}4`;

const CONNECTING_MS = 8_000;
/** Added to the heartbeat's own times, which are those of the server's clock. */
const GRACE_MS = 3_000;

export interface SocketListener {
  connected(): void;
  event(name: string, content: unknown): void;
  /** Called once, also where no connection came about; `reason` is the server's word of refusal, if it gave one. */
  closed(reason: string | null): void;
}

export class Socket {
  readonly #wire: WebSocket;
  readonly #listener: SocketListener;
  readonly #awaited = new Map<number, (answer: unknown) => void>();
  #isConnected = false;
  #isOver = false;
  #asked = 0;
  #heartbeat = 0;
  #timer: number | undefined;

  /**
   * @param auth goes with the connection; it is made when the server has answered, so that it is as new as can be.
   * @throws when the address is refused, such as one without TLS on a page with it.
   */
  constructor(address: string, auth: () => unknown, listener: SocketListener) {
    this.#listener = listener;
    this.#wire = new WebSocket(address);
    this.#wire.onmessage = ({ data }) => this.#take(String(data), auth);
    this.#wire.onclose = () => this.#end(null);
    this.#wait(CONNECTING_MS);
  }

  get isConnected(): boolean {
    return this.#isConnected;
  }

  /** Sends an event and hands its acknowledgement on; after a connection that was lost none comes. */
  ask(name: string, content: unknown, answered: (answer: unknown) => void): void {
    this.#asked += 1;
    this.#awaited.set(this.#asked, answered);
    this.#wire.send(`${EVENT}${this.#asked}${JSON.stringify([name, content])}`);
  }

  tell(name: string): void {
    this.#wire.send(`${EVENT}${JSON.stringify([name])}`);
  }

  close(): void {
    this.#end(null);
  }

  #take(packet: string, auth: () => unknown): void {
    if (this.#isOver) return;
    if (packet.startsWith(OPEN)) {
      const { pingInterval, pingTimeout } = JSON.parse(packet.slice(1)) as Record<string, number>;
      this.#heartbeat = (pingInterval ?? 0) + (pingTimeout ?? 0) + GRACE_MS;
      this.#wire.send(CONNECT + JSON.stringify(auth()));
    } else if (packet === PING) {
      this.#wire.send(PONG);
    } else if (packet.startsWith(CONNECT)) {
      this.#isConnected = true;
      this.#listener.connected();
    } else if (packet.startsWith(EVENT)) {
      const [name, content] = JSON.parse(packet.slice(EVENT.length)) as [string, unknown];
      this.#listener.event(name, content);
    } else if (packet.startsWith(ACK)) {
      this.#acknowledged(packet.slice(ACK.length));
    } else if (packet.startsWith(CONNECT_ERROR)) {
      const { message } = JSON.parse(packet.slice(CONNECT_ERROR.length)) as { message?: string };
      this.#end(message ?? "");
    } else if (packet === CLOSE || packet.startsWith(`${MESSAGE}1`)) {
      this.#end(null);
    }
    if (this.#heartbeat && !this.#isOver) this.#wait(this.#heartbeat);
  }

  #acknowledged(packet: string): void {
    const start = packet.indexOf("[");
    const id = Number(packet.slice(0, start));
    const answered = this.#awaited.get(id);
    this.#awaited.delete(id);
    answered?.((JSON.parse(packet.slice(start)) as unknown[])[0]);
  }

  /** Gives the connection up unless something comes within the time. */
  #wait(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#end(null), milliseconds);
  }

  #end(reason: string | null): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#isConnected = false;
    clearTimeout(this.#timer);
    this.#awaited.clear();
    this.#wire.close();
    this.#listener.closed(reason);
  }
}
