import { createReadStream } from "node:fs";
import { extname, join } from "node:path";
import type { FastifyReply, FastifyRequest } from "fastify";
import { inRoot } from "../../config/paths.js";

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

/** Sends a file of WEB_FOLDER, compressed if the client accepts it. `name` must come from our own lists, never from a request. */
export function sendStatic({ headers }: FastifyRequest, reply: FastifyReply, name: string): FastifyReply {
  reply.header("vary", "accept-encoding").type(typeOf(name));
  // Fonts are compressed by themselves.
  const accepted = name.endsWith(".woff2") ? "" : (headers["accept-encoding"] ?? "");
  const encoding = ENCODINGS.find(({ token }) => accepted.includes(token));
  if (encoding) reply.header("content-encoding", encoding.token);
  return reply.send(createReadStream(join(WEB_FOLDER, `${name}${encoding?.suffix ?? ""}`)));
}
