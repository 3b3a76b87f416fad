import type { FastifyReply, FastifyRequest } from "fastify";
import type { RefreshCookie } from "../graphql/context.js";
import { AppError } from "../kernel/errors.js";

/** The prefix makes browsers insist on Secure, on this host alone and on the whole of it. */
const NAME = "__Host-codequest-refresh";
const ATTRIBUTES = "Path=/; HttpOnly; Secure; SameSite=Strict";
const CSRF_HEADER = "x-csrf-protection";
const VALUE = /^[\w.-]{1,200}$/;

/**
 * The refresh token of a browser. SameSite alone trusts every subdomain, so whoever uses the cookie also has to come from an
 * origin that is allowed and to send a header that no form or image can.
 */
export function refreshCookieOf(request: FastifyRequest, reply: FastifyReply, origins: readonly string[]): RefreshCookie {
  const { origin, host } = request.headers;
  const check = () => {
    if (request.headers[CSRF_HEADER] === undefined) throw refusal(`Send the header \`${CSRF_HEADER}\`, with any value.`);
    // Browsers send it with every POST; what sends none is not one, and can't be tricked by a page.
    if (origin !== undefined && !origins.includes(origin) && !isOwn(origin, host)) {
      throw refusal("This origin is not among those that may use the cookie (CORS_ORIGINS).");
    }
  };
  const value = valueIn(request.headers.cookie ?? "");
  const set = (content: string, life: string) => void reply.header("set-cookie", `${NAME}=${content}; ${ATTRIBUTES}; ${life}`);

  return {
    isPresent: value !== null,
    read() {
      check();
      return value;
    },
    write(token, expiresAt) {
      check();
      set(token, `Max-Age=${Math.max(0, Math.floor((expiresAt.getTime() - Date.now()) / 1000))}`);
    },
    clear: () => set("", "Max-Age=0"),
  };
}

function valueIn(header: string): string | null {
  for (const part of header.split(";")) {
    const [name, value = ""] = part.trim().split("=");
    if (name === NAME && VALUE.test(value)) return value;
  }
  return null;
}

function isOwn(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && host !== undefined && new URL(origin).host === host;
}

function refusal(message: string): AppError {
  return new AppError("FORBIDDEN", `The refresh cookie can't be used by this request. ${message}`);
}
