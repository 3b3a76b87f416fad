/** A network of the test's own between a program and a service: it passes, falls silent or is cut. */
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

export interface Proxy {
  port: number;
  /** Addresses the same service through the proxy. */
  through(url: string): string;
  /** Passes new connections to another service, for a port that must be known before the service starts. */
  toward(url: string): void;
  /** Bytes pass. What was held back while it was silent goes first. */
  pass(): void;
  /** New connections pass; those of now stay silent for good. */
  forget(): void;
  /** Connections stay and new ones are accepted, and no byte passes: a network that swallows packets. */
  stall(): void;
  /** Each piece of data from the service comes so much later. */
  delay(ms: number): void;
  /** Ends every connection and refuses new ones, until `pass`. */
  cut(): void;
  close(): Promise<void>;
}

export async function startProxy(url: string): Promise<Proxy> {
  let target = new URL(url);
  const sockets = new Set<Socket>();
  let mode: "pass" | "stall" | "cut" = "pass";
  let delayMs = 0;

  const pipe = (from: Socket, to: Socket, late: boolean) => {
    from.on("data", (chunk: Buffer) => {
      const send = () => void (to.destroyed || to.write(chunk));
      if (late && delayMs > 0) setTimeout(send, delayMs);
      else send();
    });
    from.on("error", () => undefined).on("close", () => (sockets.delete(from), to.destroy()));
  };
  const server = createServer((client) => {
    if (mode === "cut") return client.destroy();
    const service = connect(Number(target.port), target.hostname);
    for (const socket of [client, service]) {
      sockets.add(socket);
      if (mode === "stall") socket.pause();
    }
    pipe(client, service, false);
    pipe(service, client, true);
    if (mode === "stall") for (const socket of [client, service]) socket.pause();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;

  return {
    port,
    through(given) {
      const changed = new URL(given);
      changed.host = `127.0.0.1:${port}`;
      return changed.href.replace(/\/$/, "");
    },
    toward(given) {
      target = new URL(given);
    },
    pass() {
      mode = "pass";
      delayMs = 0;
      for (const socket of sockets) socket.resume();
    },
    forget() {
      mode = "pass";
    },
    stall() {
      mode = "stall";
      for (const socket of sockets) socket.pause();
    },
    delay(ms) {
      delayMs = ms;
    },
    cut() {
      mode = "cut";
      for (const socket of sockets) socket.destroy();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
