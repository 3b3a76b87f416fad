import { createReadStream, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { schemaIsOpen, type Env } from "../../config/env.js";
import { newId } from "../../kernel/ids.js";
import { inRoot } from "../../config/paths.js";

/** Written by the build, each with a compressed `.gz` next to it. */
const FOLDER = inRoot("dist/web");
const ASSETS = [
  "graphiql.js",
  "graphiql.css",
  "graphql-ws.js",
  "explorer.js",
  "start.js",
  "editor.worker.js",
  "json.worker.js",
  "graphql.worker.js",
];
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
};
/** Replaced in the page by the address of the request, if that is just a host and a port. */
const EXAMPLE_ORIGIN = "http://localhost:4000";
const HOST = /^[\w.:[\]-]+$/;
/** Shown only if the schema is open. */
const EXPLORER_PART = /<!--explorer-->[^]*<!--\/explorer-->/;

const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const LANDING_POLICY = `${NOTHING}; img-src data:; style-src 'unsafe-inline'`;
/** The editor sets its styles by script, and its workers are our own files. */
const EXPLORER_POLICY = `${NOTHING}; img-src 'self' data:; script-src 'self'; worker-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; connect-src 'self'`;

/**
 * GET /: a page about this installation. GET /graphiql: a schema explorer that works offline; only served if the schema is open, as it
 * would show nothing without introspection.
 */
export function addWebPages(http: FastifyInstance, env: Pick<Env, "NODE_ENV" | "GRAPHQL_INTROSPECTION">): void {
  const isOpen = schemaIsOpen(env);
  // Browsers revalidate with each page load, and get a response without body until the program restarts.
  const etag = `"${newId()}"`;

  const landing = readFileSync(join(FOLDER, "landing.html"), "utf8");
  const shown = isOpen ? landing : landing.replace(EXPLORER_PART, "");
  http.get("/", ({ protocol, host }, reply) => {
    const html = HOST.test(host) ? shown.replaceAll(EXAMPLE_ORIGIN, `${protocol}://${host}`) : shown;
    return reply.type(TYPES[".html"]!).header("content-security-policy", LANDING_POLICY).send(html);
  });

  if (!isOpen) return;
  http.get("/graphiql", (request, reply) => sendFile(request, reply, "explorer.html", etag));
  for (const name of ASSETS) http.get(`/graphiql/${name}`, (request, reply) => sendFile(request, reply, name, etag));
}

function sendFile({ headers }: FastifyRequest, reply: FastifyReply, name: string, etag: string): FastifyReply {
  reply.header("content-security-policy", EXPLORER_POLICY).header("cache-control", "no-cache").header("etag", etag);
  reply.header("vary", "accept-encoding").type(TYPES[extname(name)]!);
  if (headers["if-none-match"] === etag) return reply.code(304).send();
  const packed = headers["accept-encoding"]?.includes("gzip") ?? false;
  if (packed) reply.header("content-encoding", "gzip");
  return reply.send(createReadStream(join(FOLDER, packed ? `${name}.gz` : name)));
}
