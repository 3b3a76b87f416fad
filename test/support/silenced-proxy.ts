import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/**
 * A TCP relay to a port of this machine that can fall silent: connections stay open and nothing passes any more, as when
 * a phone leaves the network without a word.
 */
export async function silencedProxy(port: number) {
  const ends = new Set<Socket>();
  let silent = false;
  const server = createServer((client) => {
    const upstream = connect(port, "127.0.0.1");
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      ends.add(from);
      from.on("data", (data) => silent || to.write(data));
      from.on("close", () => silent || to.destroy());
      from.on("error", () => undefined);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    fallSilent: () => void (silent = true),
    close() {
      for (const end of ends) end.destroy();
      server.close();
    },
  };
}
