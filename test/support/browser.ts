/** A real Chromium, and pages for it on a port of their own, as a web application has one in development. */
import { readFileSync } from "node:fs";
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Duplex } from "node:stream";
import { build } from "esbuild";
import { chromium, type Browser } from "playwright-core";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** Of one step, on a machine with much else to do. */
export const PATIENCE_MS = 120_000;

/** Debian's Chromium, with an empty profile, which talks to nobody but the pages. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: "/usr/bin/chromium",
    headless: true,
    timeout: PATIENCE_MS,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--disable-dev-shm-usage",
    ],
  });
}

export interface PageServer {
  /** At `localhost`, on another port than the API. */
  origin: string;
  close(): Promise<void>;
}

const API_IN_PAGES = "http://localhost:4000/graphql";

/**
 * Serves index.html of a folder of the project, and its main.js in one piece with all that it imports. Pages address the API
 * at its own port, or with `proxied` at /graphql of theirs, which is passed on as the development server of Vite does it.
 */
export async function servePages(folder: string, { url }: { url: string }, { proxied = false } = {}): Promise<PageServer> {
  const api = new URL(url);
  const address = proxied ? "/graphql" : `http://localhost:${api.port}/graphql`;
  const { outputFiles } = await build({
    entryPoints: [join(root, folder, "main.js")],
    bundle: true,
    format: "esm",
    target: "es2022",
    write: false,
    define: { "globalThis.__DEV__": "true" },
  });
  const script = outputFiles[0]!.text.replaceAll(API_IN_PAGES, address);
  const page = readFileSync(join(root, folder, "index.html"), "utf8");

  const server = createServer((request, response) => {
    const path = new URL(request.url!, "http://localhost").pathname;
    if (proxied && path === "/graphql") return passOn(request, response, api);
    if (path === "/") return void response.setHeader("content-type", "text/html; charset=utf-8").end(page);
    if (path === "/main.js") return void response.setHeader("content-type", "text/javascript; charset=utf-8").end(script);
    response.writeHead(404).end();
  });
  if (proxied) server.on("upgrade", (request, socket) => passUpgradeOn(request, socket, api));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => (server.closeAllConnections(), server.close(() => resolve()))),
  };
}

function passOn(request: IncomingMessage, response: ServerResponse, { hostname, port }: URL): void {
  const { method, headers, url: path } = request;
  const asked = ask({ hostname, port, method, headers, path }, (answer) => {
    response.writeHead(answer.statusCode!, answer.headers);
    answer.pipe(response);
  });
  asked.on("error", () => response.destroy());
  request.pipe(asked);
}

function passUpgradeOn({ method, url: path, rawHeaders }: IncomingMessage, client: Duplex, { hostname, port }: URL): void {
  const lines = rawHeaders.map((text, index) => (index % 2 === 0 ? `${text}: ` : `${text}\r\n`)).join("");
  const server = connect(Number(port), hostname, () => server.write(`${method} ${path} HTTP/1.1\r\n${lines}\r\n`));
  client.pipe(server).pipe(client);
  for (const socket of [client, server]) socket.on("error", () => (client.destroy(), server.destroy()));
}
