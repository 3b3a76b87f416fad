import { createHash, randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { pageIsServed, schemaIsOpen, type Env } from "../../config/env.js";
import { inRoot } from "../../config/paths.js";
import { sendStatic, typeOf, WEB_FOLDER } from "./static-files.js";

type Settings = Pick<
  Env,
  "NODE_ENV" | "GRAPHQL_INTROSPECTION" | "WEB_PAGE" | "DEMO_ACCOUNTS" | "S3_ENDPOINT" | "S3_CLIENT_ENDPOINT" | "PUBLIC_FILES_URL"
>;

/** Addresses of the application's views, as in web/src/routes.ts: all answer with the same document, whose script shows the view. */
export const VIEWS = [
  "/",
  "/problems",
  "/problems/:slug",
  "/submissions",
  "/submissions/:id",
  "/tracks",
  "/tracks/:slug",
  "/lessons/:id",
  "/quizzes/:slug",
  "/shop",
  "/orders",
  "/orders/:id",
  "/billing",
  "/organizations/:id/billing",
  "/notifications",
  "/notifications/:id",
  "/invitations",
  "/interviews",
  "/interviews/:id",
  "/assessment",
  "/join-class",
  "/sign-in",
  "/sign-in/:provider",
  "/sign-in/organizations/:id",
  "/register",
  "/verify-email",
  "/reset-password",
  "/confirm-email-change",
  "/undo-email-change",
  "/developers",
];
const ASSETS = "assets";
const WORKER = "service-worker.js";
/** By which the service worker knows the document. */
const MARK = "x-codequest-page";
const YEAR_SECONDS = 31_536_000;
const NONCE_BYTES = 16;

/**
 * The web application of web/: its document at each of VIEWS, and its files at /assets. Their names contain a hash of their content, so
 * browsers keep them for good. The document has a nonce, so only the service worker keeps it, for when there is no network.
 */
export function addWebApplication(http: FastifyInstance, env: Settings): void {
  if (!pageIsServed(env)) return;
  const template = readFileSync(join(WEB_FOLDER, "app.html"), "utf8").replace("{facts}", escaped(JSON.stringify(factsOf(env))));
  const pictures = pictureOrigins(env);
  const early = inlineScriptOf(template);

  const send = (_request: FastifyRequest, reply: FastifyReply) => {
    const nonce = randomBytes(NONCE_BYTES).toString("base64");
    reply.header("content-security-policy", policyOf({ nonce, early, pictures })).header("cache-control", "no-store");
    reply.header("referrer-policy", "same-origin").header(MARK, "1");
    return reply.type(typeOf("app.html")).send(template.replaceAll("{nonce}", nonce));
  };
  for (const path of VIEWS) http.get(path, send);

  http.get(`/${WORKER}`, (request, reply) => {
    reply.header("cache-control", "no-cache").header("content-security-policy", "default-src 'none'; connect-src 'self'");
    return sendStatic(request, reply, WORKER);
  });
  for (const name of readdirSync(join(WEB_FOLDER, ASSETS)).filter((each) => !/\.(br|gz)$/.test(each))) {
    http.get(`/${ASSETS}/${name}`, (request, reply) => {
      reply.header("cache-control", `public, max-age=${YEAR_SECONDS}, immutable`);
      return sendStatic(request, reply, `${ASSETS}/${name}`);
    });
  }
}

/**
 * Scripts and styles are our own files, and what the document itself contains: one script, known by its hash, and the styles of its frame.
 * These carry the nonce, as do the style elements that the editor adds. Style attributes are allowed, as formulas
 * in the sanitised HTML need them for their layout. HTML reaches the document only through the Trusted Types policy `prose`, and `worker` names the service worker.
 */
function policyOf({ nonce, early, pictures }: { nonce: string; early: string; pictures: readonly string[] }): string {
  return [
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    `script-src 'self' '${early}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    `img-src ${["'self'", "data:", ...pictures].join(" ")}`,
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "require-trusted-types-for 'script'",
    "trusted-types prose worker",
  ].join("; ");
}

/** Source expression of the script inside the document. */
function inlineScriptOf(template: string): string {
  const [, text] = /<script>([^]*?)<\/script>/.exec(template)!;
  return `sha256-${createHash("sha256").update(text!).digest("base64")}`;
}

/** Where pictures of lessons and avatars are. */
function pictureOrigins({ S3_ENDPOINT, S3_CLIENT_ENDPOINT, PUBLIC_FILES_URL }: Settings): string[] {
  const addresses = [S3_CLIENT_ENDPOINT || S3_ENDPOINT, PUBLIC_FILES_URL].filter((address) => URL.canParse(address));
  return [...new Set(addresses.map((address) => new URL(address).origin))];
}

interface DemoAccounts {
  password: string;
  /** Slug of the problem that newcomers begin with. */
  firstProblem: string;
  accounts: { email: string; role: string }[];
}

/** What the application knows before its first request. */
function factsOf(env: Settings): { explorer: boolean; demo: DemoAccounts | null } {
  const file = inRoot("scripts/demo-accounts.json");
  const offersDemo = env.DEMO_ACCOUNTS && env.NODE_ENV !== "production" && existsSync(file);
  return { explorer: schemaIsOpen(env), demo: offersDemo ? (JSON.parse(readFileSync(file, "utf8")) as DemoAccounts) : null };
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
