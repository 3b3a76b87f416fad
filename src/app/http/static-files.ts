import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { extname, join } from "node:path";
import type { FastifyReply, FastifyRequest } from "fastify";
import { inRoot } from "../../config/paths.js";
import { KIB } from "../../kernel/units.js";

/** Written by scripts/lib/web-pages.mjs, each file with compressed copies (`.gz`, `.br`) next to it. */
export const WEB_FOLDER = inRoot("dist/web");

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".woff2": "font/woff2",
};
/** In order of preference. */
const ENCODINGS = [
  { token: "br", suffix: ".br" },
  { token: "gzip", suffix: ".gz" },
];

export const typeOf = (name: string): string => TYPES[extname(name)] ?? "application/octet-stream";

/** The files of the web application, most of which each new visitor asks for. Larger ones are read from the disk each time. */
const KEPT_BYTES = 128 * KIB;
const kept = new Map<string, Buffer>();

/** Sends a file of WEB_FOLDER, compressed if the client accepts it. `name` must come from our own lists, never from a request. */
export async function sendStatic({ headers }: FastifyRequest, reply: FastifyReply, name: string): Promise<FastifyReply> {
  reply.header("vary", "accept-encoding").type(typeOf(name));
  // Fonts are compressed by themselves.
  const accepted = name.endsWith(".woff2") ? "" : (headers["accept-encoding"] ?? "");
  const encoding = ENCODINGS.find(({ token }) => accepted.includes(token));
  if (encoding) reply.header("content-encoding", encoding.token);
  const path = join(WEB_FOLDER, `${name}${encoding?.suffix ?? ""}`);
  const known = kept.get(path);
  if (known) return reply.send(known);
  const { size } = await stat(path);
  if (size > KEPT_BYTES) return reply.send(createReadStream(path));
  const content = await readFile(path);
  kept.set(path, content);
  return reply.send(content);
}
