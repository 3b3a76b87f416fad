/** One WebSocket. A class: thousands are open at once, and closures for each would take several times the memory. */
import type { Duplex } from "node:stream";
import { CloseCode, type WebSocket as ProtocolSocket } from "graphql-ws";
import type { WebSocket } from "ws";
import { KIB, MIB } from "../../kernel/units.js";
import { CLOSE, type CloseReason, type LiveClient } from "./live-client.js";
import { createNextFrames } from "./next-frame.js";
import type { SocketCounts } from "./socket-counts.js";

export interface SocketClient extends LiveClient {
  /** The client has sent connection_init. */
  begin(): void;
  /** Sends a result that is JSON already. False, and nothing is sent, unless the client has received everything before. */
  sendResult(id: string, json: Buffer): boolean;
}

export interface ConnectionOptions {
  keepAliveMs: number;
  lookEveryMs: number;
  ofAccount: SocketCounts;
  onMessage(connection: Connection, text: string): void;
}

/** How long a client may take to send connection_init. */
const INIT_TIMEOUT_MS = 10_000;
/** Above this, nothing more is read from a client until it has received what is buffered. */
const MOST_UNSENT_BYTES = MIB;
/** Below this, a client counts as one that reads: the next message need not wait until the last one has left. */
const LITTLE_BYTES = 16 * KIB;

const writeNext = createNextFrames();
const CONNECTION = Symbol("connection");

/** The socket with its connection, for listeners that all sockets share. */
interface Owned extends WebSocket {
  [CONNECTION]: Connection;
}

export class Connection implements SocketClient {
  handle: (text: string) => Promise<void> = () => Promise.resolve();
  private endsAtMs = Infinity;
  private hasBegun = false;
  private answered = true;
  private isGathering = false;
  /** Random, so that sockets that connected together are not all pinged at once. */
  private lookIn: number;
  private sinceOpenMs = 0;
  private readonly callbacks: (() => void)[] = [];

  constructor(
    private readonly socket: WebSocket,
    private readonly wire: Duplex,
    readonly address: string,
    readonly userAgent: string,
    private readonly options: ConnectionOptions,
  ) {
    this.lookIn = Math.floor(Math.random() * options.keepAliveMs);
    (socket as Owned)[CONNECTION] = this;
    socket.on("message", onMessage).on("pong", onPong);
  }

  get protocol(): string {
    return this.socket.protocol;
  }

  isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  close({ code, reason }: CloseReason): void {
    this.closeWith(code, reason);
  }

  closeWith(code?: number, reason?: string): void {
    this.socket.close(code, reason);
  }

  onClose(callback: () => void): void {
    this.callbacks.push(callback);
  }

  belongsTo(userId: string): boolean {
    const leave = this.options.ofAccount.take(userId);
    if (leave) this.callbacks.push(leave);
    else this.close(CLOSE.TOO_MANY_OF_ACCOUNT);
    return leave !== null;
  }

  endsAt(time: Date): void {
    this.endsAtMs = time.getTime();
  }

  begin(): void {
    this.hasBegun = true;
  }

  sendResult(id: string, json: Buffer): boolean {
    if (!this.isOpen() || this.socket.bufferedAmount > 0) return false;
    writeNext(this.wire, id, json);
    return true;
  }

  send(data: string): Promise<void> {
    const { socket } = this;
    return new Promise((resolve, reject) => {
      if (!this.isOpen()) return resolve();
      this.gather();
      socket.send(data, (error) => {
        this.press();
        if (error) reject(error);
        else resolve();
      });
      this.press();
      if (socket.bufferedAmount < LITTLE_BYTES) resolve();
    });
  }

  /** Called regularly. Closes what has ended or does not answer. */
  look(now: number): void {
    const { lookEveryMs, keepAliveMs } = this.options;
    if (this.endsAtMs <= now) this.close(CLOSE.TOKEN_EXPIRED);
    if (!this.hasBegun) {
      this.sinceOpenMs += lookEveryMs;
      if (this.sinceOpenMs >= INIT_TIMEOUT_MS)
        this.closeWith(CloseCode.ConnectionInitialisationTimeout, "Connection initialisation timeout");
    }
    this.lookIn -= lookEveryMs;
    if (this.lookIn > 0 || !this.isOpen()) return;
    this.lookIn = keepAliveMs;
    if (!this.answered) return this.close(CLOSE.NOT_READING);
    this.answered = false;
    this.socket.ping();
  }

  /** To be called once the socket is closed. */
  leave(): void {
    for (const callback of this.callbacks) callback();
  }

  hear(text: string): void {
    this.answered = true;
    this.options.onMessage(this, text);
  }

  giveSign(): void {
    this.answered = true;
  }

  /** Stops reading from a client that does not read its responses; its pongs are then not seen either. */
  private press(): void {
    if (this.socket.bufferedAmount > MOST_UNSENT_BYTES) this.socket.pause();
    else if (this.socket.isPaused) this.socket.resume();
  }

  /** What is sent in one turn, such as a result and its end, goes in one write. */
  private gather(): void {
    if (this.isGathering) return;
    this.isGathering = true;
    this.wire.cork();
    process.nextTick(release, this);
  }

  release(): void {
    this.isGathering = false;
    this.wire.uncork();
  }
}

const release = (connection: Connection) => connection.release();

function onMessage(this: WebSocket, data: Buffer): void {
  (this as Owned)[CONNECTION].hear(data.toString());
}

function onPong(this: WebSocket): void {
  (this as Owned)[CONNECTION].giveSign();
}

/** What graphql-ws sees of a connection. */
export class ConnectionSocket implements ProtocolSocket {
  constructor(private readonly connection: Connection) {}

  get protocol(): string {
    return this.connection.protocol;
  }

  send(data: string): Promise<void> {
    return this.connection.send(data);
  }

  close(code?: number, reason?: string): void {
    this.connection.closeWith(code, reason);
  }

  onMessage(handle: (text: string) => Promise<void>): void {
    this.connection.handle = handle;
  }
}
