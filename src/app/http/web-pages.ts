import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { pageIsServed, schemaIsOpen, type Env } from "../../config/env.js";
import { newId } from "../../kernel/ids.js";
import { sendStatic, typeOf, WEB_FOLDER } from "./static-files.js";

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
 * GET /: facts about this installation, where the web application is off (see web-application.ts). GET /graphiql: a schema explorer that
 * works offline; only served if the schema is open, as it would show nothing without introspection.
 */
export function addWebPages(http: FastifyInstance, env: Pick<Env, "NODE_ENV" | "GRAPHQL_INTROSPECTION" | "WEB_PAGE">): void {
  const isOpen = schemaIsOpen(env);
  // Browsers revalidate with each page load, and get a response without body until the program restarts.
  const etag = `"${newId()}"`;

  if (!pageIsServed(env)) {
    const landing = readFileSync(join(WEB_FOLDER, "landing.html"), "utf8");
    const shown = isOpen ? landing : landing.replace(EXPLORER_PART, "");
    http.get("/", ({ protocol, host }, reply) => {
      const html = HOST.test(host) ? shown.replaceAll(EXAMPLE_ORIGIN, `${protocol}://${host}`) : shown;
      return reply.type(typeOf("landing.html")).header("content-security-policy", LANDING_POLICY).send(html);
    });
  }

  if (!isOpen) return;
  http.get("/graphiql", (request, reply) => sendFile(request, reply, "explorer.html", etag));
  for (const name of ASSETS) http.get(`/graphiql/${name}`, (request, reply) => sendFile(request, reply, name, etag));
}

async function sendFile(request: FastifyRequest, reply: FastifyReply, name: string, etag: string): Promise<FastifyReply> {
  reply.header("content-security-policy", EXPLORER_POLICY).header("cache-control", "no-cache").header("etag", etag);
  if (request.headers["if-none-match"] === etag) return reply.header("vary", "accept-encoding").type(typeOf(name)).code(304).send();
  return sendStatic(request, reply, name);
}
