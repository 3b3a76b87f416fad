import type { FastifyReply, FastifyRequest } from "fastify";
import type { RefreshCookie } from "../../graphql/context.js";
import { AppError } from "../../kernel/errors.js";
import type { Origins } from "./origins.js";

interface Form {
  name: string;
  attributes: string;
}

/** The __Host- prefix makes browsers require Secure, this exact host and the path /. */
const SECURE: Form = { name: "__Host-codequest-refresh", attributes: "Path=/; HttpOnly; Secure; SameSite=Strict" };
/** For pages under development on this machine: not every browser keeps a Secure cookie over plain HTTP. */
const PLAIN: Form = { name: "codequest-refresh", attributes: "Path=/; HttpOnly; SameSite=Strict" };
const CSRF_HEADER = "x-csrf-protection";
const VALUE = /^[\w.-]{1,200}$/;

/**
 * The refresh token of a browser. SameSite alone trusts every subdomain, so requests that use the cookie must also come from an
 * allowed origin and send a header that no form or image can send.
 */
export function refreshCookieOf(request: FastifyRequest, reply: FastifyReply, origins: Origins): RefreshCookie {
  const { origin, host } = request.headers;
  const { name, attributes } = origin !== undefined && origins.isPlainLoopback(origin) ? PLAIN : SECURE;
  const check = () => {
    if (request.headers[CSRF_HEADER] === undefined) throw refusal(`Send the header \`${CSRF_HEADER}\`, with any value.`);
    // Browsers send Origin with every POST; a client without one is not a browser, so no page can trick it.
    if (origin !== undefined && !origins.mayUseCookie(origin) && !isOwn(origin, host)) {
      throw refusal("This origin is not among those that may use the cookie (CORS_ORIGINS).");
    }
  };
  const value = valueIn(name, request.headers.cookie ?? "");
  const set = (content: string, life: string) => void reply.header("set-cookie", `${name}=${content}; ${attributes}; ${life}`);

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

function valueIn(wanted: string, header: string): string | null {
  for (const part of header.split(";")) {
    const [name, value = ""] = part.trim().split("=");
    if (name === wanted && VALUE.test(value)) return value;
  }
  return null;
}

function isOwn(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && host !== undefined && new URL(origin).host === host;
}

function refusal(message: string): AppError {
  return new AppError("FORBIDDEN", `The refresh cookie can't be used by this request. ${message}`);
}
