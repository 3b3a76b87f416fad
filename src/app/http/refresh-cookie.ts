import type { CookieSerializeOptions } from "@fastify/cookie";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { RefreshCookie } from "../../graphql/context.js";
import { AppError } from "../../kernel/errors.js";
import type { Origins } from "./origins.js";

interface Form {
  name: string;
  attributes: CookieSerializeOptions;
}

const COMMON: CookieSerializeOptions = { path: "/", httpOnly: true, sameSite: "strict" };
/** The __Host- prefix makes browsers require Secure, this exact host and the path /. */
const SECURE: Form = { name: "__Host-codequest-refresh", attributes: { ...COMMON, secure: true } };
/** For pages under development on this machine: not every browser keeps a Secure cookie over plain HTTP. */
const PLAIN: Form = { name: "codequest-refresh", attributes: COMMON };
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
    if (request.headers[CSRF_HEADER] === undefined) throw refusal(`Send the header \`${CSRF_HEADER}\` with any value.`);
    // Browsers send Origin with every POST; a client without one is not a browser, so no page can trick it.
    if (origin !== undefined && !origins.mayUseCookie(origin) && !isOwn(origin, host)) {
      throw refusal("This origin is not allowed to use the cookie (CORS_ORIGINS).");
    }
  };
  const sent = request.cookies[name] ?? "";
  const value = VALUE.test(sent) ? sent : null;
  const set = (content: string, maxAge: number) => void reply.setCookie(name, content, { ...attributes, maxAge });

  return {
    isPresent: value !== null,
    read() {
      check();
      return value;
    },
    write(token, expiresAt) {
      check();
      set(token, Math.max(0, Math.floor((expiresAt.getTime() - Date.now()) / 1000)));
    },
    clear: () => set("", 0),
  };
}

function isOwn(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && host !== undefined && new URL(origin).host === host;
}

function refusal(message: string): AppError {
  return new AppError("FORBIDDEN", `This request cannot use the refresh cookie. ${message}`);
}
