// Ports of embedded services are chosen at the first start and remembered; a port in use is replaced.
import { createServer } from "node:net";
import { join } from "node:path";
import { readJson, writeJson } from "./stamps.mjs";

/** Resolves to the port if it is available, else to undefined. Port 0 finds a free one. */
export function tryPort(port, host = "127.0.0.1") {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => (["EADDRINUSE", "EACCES"].includes(error.code) ? resolve(undefined) : reject(error)));
    server.listen({ port, host, exclusive: true }, () => {
      const { port: bound } = server.address();
      server.close(() => resolve(bound));
    });
  });
}

/** A port for each name: the remembered one if it is still free. */
export async function choosePorts(directory, names) {
  const file = join(directory, "ports.json");
  const ports = readJson(file, {});
  let changed = false;
  for (const name of names) {
    const kept = ports[name] && (await tryPort(ports[name]));
    if (kept) continue;
    do ports[name] = await tryPort(0);
    while (names.some((other) => other !== name && ports[other] === ports[name]));
    changed = true;
  }
  if (changed) writeJson(file, ports);
  return ports;
}
