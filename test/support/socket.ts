/** A client that speaks graphql-transport-ws by hand, for what the libraries' clients hide. */
import { once } from "node:events";
import { WebSocket } from "ws";

export interface Answer {
  data?: Record<string, unknown> | null;
  errors?: { message: string; extensions: Record<string, unknown> }[];
}

interface Message {
  id?: string;
  type: string;
  payload?: unknown;
}

export interface Socket {
  /** How the server closed it. */
  readonly closed: Promise<{ code: number; reason: string }>;
  /** Everything the server has sent. */
  readonly messages: readonly Message[];
  acknowledged(): Promise<void>;
  /** The first message, of those that came and those to come, that is wanted. Rejects once the socket is closed without. */
  next(wanted: (message: Message) => boolean): Promise<Message>;
  /** Starts an operation and returns its id. */
  send(query: string, more?: object): string;
  /** The first answer to an operation. */
  ask(query: string, more?: object): Promise<Answer>;
  /** Sends a ping of the protocol, which the server answers with its payload. Resolves when the kernel has taken it. */
  ping(payload: object): Promise<void>;
  /** Leaves everything that comes, pings too, in the buffers of the kernel. */
  pause(): void;
  resume(): void;
  close(): void;
}

interface Options {
  token?: string | null;
  headers?: Record<string, string>;
}

export async function openSocket({ wsUrl }: { wsUrl: string }, { token, headers = {} }: Options = {}): Promise<Socket> {
  const socket = new WebSocket(wsUrl, "graphql-transport-ws", { headers });
  const closed = once(socket, "close").then(([code, reason]) => ({ code: Number(code), reason: String(reason) }));
  const messages: Message[] = [];
  socket.on("message", (data: Buffer) => messages.push(JSON.parse(data.toString()) as Message));
  await once(socket, "open");
  const next = async (wanted: (message: Message) => boolean) => {
    for (;;) {
      const found = messages.find(wanted);
      if (found) return found;
      if (socket.readyState === socket.CLOSED) throw new Error(`The socket was closed: ${JSON.stringify(await closed)}`);
      await Promise.race([once(socket, "message"), closed]);
    }
  };
  socket.send(JSON.stringify({ type: "connection_init", ...(token ? { payload: { authorization: `Bearer ${token}` } } : {}) }));
  let count = 0;
  const send = (query: string, more: object = {}) => {
    const id = String(++count);
    socket.send(JSON.stringify({ id, type: "subscribe", payload: { query, ...more } }));
    return id;
  };
  return {
    closed,
    messages,
    next,
    send,
    acknowledged: async () => void (await next(({ type }) => type === "connection_ack")),
    async ask(query, more) {
      const id = send(query, more);
      const { type, payload } = await next((message) => message.id === id);
      return type === "error" ? { errors: payload as Answer["errors"] } : (payload as Answer);
    },
    ping: (payload) => new Promise((resolve) => socket.send(JSON.stringify({ type: "ping", payload }), () => resolve())),
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    close: () => socket.close(),
  };
}
