/**
 * Serves graphql-transport-ws for thousands of sockets: detects dead ones, closes those that do not read, and limits connections per
 * address and account. graphql-ws's own adapter would hold two timers and the whole upgrade request for each socket.
 */
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { handleProtocols, makeServer, MessageType, parseMessage, type ConnectionInitMessage, type ServerOptions } from "graphql-ws";
import { WebSocketServer, type WebSocket } from "ws";
import { networkOf } from "../../kernel/network.js";
import type { Logger } from "../../platform/telemetry/logger.js";
import { maskedError, toGraphQLError } from "../../graphql/errors.js";
import { newId } from "../../kernel/ids.js";
import { CLOSE } from "./live-client.js";
import { createSharedStrings } from "./shared-strings.js";
import { Connection, ConnectionSocket, type SocketClient } from "./socket-connection.js";
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

const LOOK_EVERY_MS = 1000;
/** A client that does not answer a close frame within this time is disconnected. */
const CLOSING_PATIENCE_MS = 3000;

export function serveSockets({ server, path, env, shares: { ofAddress, ofAccount }, log, protocol, addressOf }: Options): SocketServer {
  // The types of ws lack closeTimeout.
  const options = { closeTimeout: CLOSING_PATIENCE_MS, maxPayload: env.HTTP_BODY_LIMIT_BYTES, clientTracking: false, handleProtocols };
  const sockets = new WebSocketServer({ ...options, server, path });
  // Connections watch this time themselves, without a timer for each.
  const graphql = makeServer({ ...protocol, connectionInitWaitTimeout: 0 });
  const connections = new Set<Connection>();
  let lastLeft: () => void = () => undefined;

  // A socket keeps only two short strings of its request, and equal ones are shared.
  const shared = createSharedStrings();

  // Counts checks instead of time, so a process that was suspended does not consider its clients dead.
  const lookEveryMs = Math.min(LOOK_EVERY_MS, env.WEBSOCKET_KEEP_ALIVE_MS / 4);
  const perConnection = {
    ...{ keepAliveMs: env.WEBSOCKET_KEEP_ALIVE_MS, lookEveryMs, ofAccount },
    onMessage(connection: Connection, text: string) {
      // Not the text: it would be kept for as long as the operation runs.
      const id = operationOf(text);
      connection.handle(text).catch((error: unknown) => onFailure(connection, id, error));
    },
  };
  const onFailure = (connection: Connection, id: string | null, error: unknown) => {
    // A client that disconnects during a response is not an error.
    if (!connection.isOpen()) return;
    const requestId = newId();
    log.error({ requestId, err: error }, "operation over WebSocket failed");
    if (id === null) return connection.close(CLOSE.TRY_AGAIN_LATER);
    const payload = [toGraphQLError(maskedError(error, requestId))];
    connection.send(JSON.stringify({ id, type: MessageType.Error, payload })).catch(() => undefined);
  };
  // Protocol errors of the client, such as a frame that is too large, also close its socket.
  const onError = (error: Error) => log.debug({ err: error }, "socket error");

  const accept = (socket: WebSocket, wire: Duplex, address: string, userAgent: string) => {
    socket.on("error", onError);
    const leaveAddress = ofAddress.take(networkOf(address));
    if (!leaveAddress) return socket.close(CLOSE.TOO_MANY_OF_ADDRESS.code, CLOSE.TOO_MANY_OF_ADDRESS.reason);
    const connection = new Connection(socket, wire, address, userAgent, perConnection);
    connection.onClose(leaveAddress);
    const closed = graphql.opened(new ConnectionSocket(connection), connection);
    connections.add(connection);
    socket.on("close", (code, reason) => {
      connections.delete(connection);
      connection.leave();
      closed(code, reason.toString()).catch((error: unknown) => log.error({ err: error }, "socket failed"));
      if (connections.size === 0) lastLeft();
    });
  };

  sockets.on("connection", (socket, request) =>
    accept(socket, request.socket, addressOf(request), shared(request.headers["user-agent"] ?? "")),
  );
  sockets.on("error", (error) => log.error({ err: error }, "socket server failed"));

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
  if (!text.includes(MessageType.Subscribe)) return null;
  try {
    const message = parseMessage(text);
    return message.type === MessageType.Subscribe ? message.id : null;
  } catch {
    return null;
  }
}
