// Processes that run the APIs and workers of installations side by side: see programs/host.mjs.
import { fork } from "node:child_process";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

/** After as many programs a fresh process takes over, so that what they leave behind does not add up. */
const PROGRAMS_PER_HOST = 60;

const HOST = fileURLToPath(new URL("../../dist/bundle/host.js", import.meta.url));

/** Listens at `address`, a Unix socket: one connection is one program. The first starts a process. */
export async function startProgramHosts(address) {
  const hosts = new Set();
  let current;
  let left = 0;

  function host() {
    if (left > 0 && current?.connected) return current;
    if (current?.connected) current.send("last");
    current = fork(HOST, { execArgv: ["--max-semi-space-size=16"] });
    const started = current;
    hosts.add(started);
    started.once("exit", () => hosts.delete(started));
    left = PROGRAMS_PER_HOST;
    return started;
  }

  const server = createServer({ pauseOnConnect: true }, (socket) => {
    host().send("program", socket);
    left -= 1;
  });
  await new Promise((resolve) => server.listen(address, resolve));

  return {
    address,
    async stop() {
      server.close();
      const ended = [...hosts].map((child) => new Promise((resolve) => child.once("exit", resolve)));
      for (const child of hosts) child.kill("SIGKILL");
      await Promise.all(ended);
    },
  };
}
