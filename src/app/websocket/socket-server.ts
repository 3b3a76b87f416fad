/**
 * Serves graphql-transport-ws for thousands of sockets: detects dead ones, closes those that do not read, and limits connections per
 * address and account. graphql-ws's own adapter would hold two timers and the whole upgrade request for each socket.
 */
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { handleProtocols, makeServer, MessageType, parseMessage, type ConnectionInitMessage, type ServerOptions } from "graphql-ws";
import { WebSocketServer, type WebSocket } from "ws";
import { networkOf } from "../../kernel/network.js";
import { KIB, MIB } from "../../kernel/units.js";
import type { Logger } from "../../platform/telemetry/logger.js";
import { maskedError, toGraphQLError } from "../../graphql/errors.js";
import { newId } from "../../kernel/ids.js";
import { CLOSE, type CloseReason, type LiveClient } from "./live-client.js";
import { createSharedStrings } from "./shared-strings.js";
import { nextFrame } from "./next-frame.js";
import type { ConnectionShares } from "./socket-counts.js";

export type SocketProtocol = Omit<ServerOptions<ConnectionInitMessage["payload"], SocketClient>, "schema" | "context">;

interface Options {
  server: Server;
  path: string;
  env: { HTTP_BODY_LIMIT_BYTES: number; WEBSOCKET_KEEP_ALIVE_MS: number };
  shares: ConnectionShares;
  log: Logger;
  protocol: SocketProtocol;
  /** The client's address behind trusted proxies. */
  addressOf(request: IncomingMessage): string;
}

export interface SocketServer {
  /** Number of open sockets. */
  count(): number;
  close(): Promise<void>;
}

export interface SocketClient extends LiveClient {
  /** Sends a result that is JSON already. False, and nothing is sent, unless the client has received everything before. */
  sendResult(id: string, json: Buffer): boolean;
}

interface Connection extends SocketClient {
  look(now: number): void;
}

const LOOK_EVERY_MS = 1000;
/** Above this, nothing more is read from a client until it has received what is buffered. */
const MOST_UNSENT_BYTES = MIB;
/** Below this, a client counts as one that reads: the next message need not wait until the last one has left. */
const LITTLE_BYTES = 16 * KIB;
/** A client that does not answer a close frame within this time is disconnected. */
const CLOSING_PATIENCE_MS = 3000;

export function serveSockets({ server, path, env, shares: { ofAddress, ofAccount }, log, protocol, addressOf }: Options): SocketServer {
  // The types of ws lack closeTimeout.
  const options = { closeTimeout: CLOSING_PATIENCE_MS, maxPayload: env.HTTP_BODY_LIMIT_BYTES, clientTracking: false, handleProtocols };
  const sockets = new WebSocketServer({ ...options, server, path });
  const graphql = makeServer(protocol);
  const connections = new Set<Connection>();
  let lastLeft: () => void = () => undefined;

  // A socket keeps only two short strings of its request, and equal ones are shared.
  const shared = createSharedStrings();

  const accept = (socket: WebSocket, wire: Duplex, address: string, userAgent: string) => {
    // Protocol errors of the client, such as a frame that is too large, also close its socket.
    socket.on("error", (error) => log.debug({ err: error }, "socket error"));
    const close = ({ code, reason }: CloseReason) => socket.close(code, reason);
    const leave = ofAddress.take(networkOf(address));
    if (!leave) return close(CLOSE.TOO_MANY_OF_ADDRESS);
    const callbacks = [leave];

    let endsAt = Infinity;
    let answered = true;
    // Random, so that sockets that connected together are not all pinged at once.
    let lookIn = Math.random() * env.WEBSOCKET_KEEP_ALIVE_MS;

    const connection: Connection = {
      address,
      userAgent,
      isOpen: () => socket.readyState === socket.OPEN,
      close,
      onClose: (callback) => void callbacks.push(callback),
      belongsTo(userId) {
        const leave = ofAccount.take(userId);
        if (leave) callbacks.push(leave);
        else close(CLOSE.TOO_MANY_OF_ACCOUNT);
        return leave !== null;
      },
      endsAt: (time) => void (endsAt = time.getTime()),
      sendResult(id, json) {
        if (socket.readyState !== socket.OPEN || socket.bufferedAmount > 0) return false;
        wire.write(nextFrame(id, json));
        return true;
      },
      look(now) {
        if (endsAt <= now) close(CLOSE.TOKEN_EXPIRED);
        lookIn -= lookEveryMs;
        if (lookIn > 0 || socket.readyState !== socket.OPEN) return;
        lookIn = env.WEBSOCKET_KEEP_ALIVE_MS;
        if (!answered) return close(CLOSE.NOT_READING);
        answered = false;
        socket.ping();
      },
    };

    /** Stops reading from a client that does not read its responses; its pongs are then not seen either. */
    const press = () => {
      if (socket.bufferedAmount > MOST_UNSENT_BYTES) socket.pause();
      else if (socket.isPaused) socket.resume();
    };
    // What is sent in one turn, such as a result and its end, goes in one write.
    let isGathering = false;
    const gather = () => {
      if (isGathering) return;
      isGathering = true;
      wire.cork();
      process.nextTick(() => {
        isGathering = false;
        wire.uncork();
      });
    };
    const send = (data: string) =>
      new Promise<void>((resolve, reject) => {
        if (socket.readyState !== socket.OPEN) return resolve();
        gather();
        socket.send(data, (error) => {
          press();
          if (error) reject(error);
          else resolve();
        });
        press();
        if (socket.bufferedAmount < LITTLE_BYTES) resolve();
      });
    const onMessage = (handle: (message: string) => Promise<void>) =>
      socket.on("message", (data: Buffer) => {
        answered = true;
        const text = data.toString();
        handle(text).catch((error: unknown) => {
          // A client that disconnects during a response is not an error.
          if (!connection.isOpen()) return;
          const requestId = newId();
          log.error({ requestId, err: error }, "operation over WebSocket failed");
          const id = operationOf(text);
          if (id === null) return close(CLOSE.TRY_AGAIN_LATER);
          const payload = [toGraphQLError(maskedError(error, requestId))];
          send(JSON.stringify({ id, type: MessageType.Error, payload })).catch(() => undefined);
        });
      });
    socket.on("pong", () => (answered = true));

    const closed = graphql.opened(
      { protocol: socket.protocol, send, close: (code, reason) => socket.close(code, reason), onMessage },
      connection,
    );
    connections.add(connection);
    socket.once("close", (code, reason) => {
      connections.delete(connection);
      callbacks.forEach((callback) => callback());
      closed(code, reason.toString()).catch((error: unknown) => log.error({ err: error }, "socket failed"));
      if (connections.size === 0) lastLeft();
    });
  };

  sockets.on("connection", (socket, request) =>
    accept(socket, request.socket, addressOf(request), shared(request.headers["user-agent"] ?? "")),
  );
  sockets.on("error", (error) => log.error({ err: error }, "socket server failed"));

  // Counts checks instead of time, so a process that was suspended does not consider its clients dead.
  const lookEveryMs = Math.min(LOOK_EVERY_MS, env.WEBSOCKET_KEEP_ALIVE_MS / 4);
  const timer = setInterval(() => {
    const now = Date.now();
    for (const connection of connections) connection.look(now);
  }, lookEveryMs);

  return {
    count: () => connections.size,
    async close() {
      clearInterval(timer);
      sockets.close();
      const empty = new Promise<void>((resolve) => (lastLeft = resolve));
      if (connections.size === 0) return;
      for (const connection of connections) connection.close(CLOSE.GOING_AWAY);
      await empty;
    },
  };
}

/** The id of the operation that a message starts; null for other messages. */
function operationOf(text: string): string | null {
  const message = parseMessage(text);
  return message.type === MessageType.Subscribe ? message.id : null;
}
