import type { Env } from "../../config/env.js";

/** Origins of the web pages that may use this installation. */
export interface Origins {
  /** May all origins call the API, without credentials? */
  readonly any: boolean;
  /** May pages of the origin call with credentials, as the refresh cookie requires? */
  mayUseCookie(origin: string): boolean;
  /** Was the page loaded over plain HTTP from the developer's machine? Some browsers keep no Secure cookie there. */
  isPlainLoopback(origin: string): boolean;
  /** Patterns for the CORS rule of a bucket. */
  readonly patterns: readonly string[];
}

const LOOPBACK = /^https?:\/\/(localhost|[a-z0-9-]+\.localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;
const LOOPBACK_PATTERNS = ["localhost", "127.0.0.1"].flatMap((host) => [`http://${host}:*`, `https://${host}:*`]);

/**
 * The origins of CORS_ORIGINS; outside production also every page of the developer's own machine, such as that of a Vite server. `*`
 * lets any origin call, but never with credentials: otherwise any site could use the cookie.
 */
export function createOrigins({ NODE_ENV, CORS_ORIGINS }: Pick<Env, "NODE_ENV" | "CORS_ORIGINS">): Origins {
  const development = NODE_ENV !== "production";
  const any = CORS_ORIGINS.includes("*");
  const named = new Set(CORS_ORIGINS);
  return {
    any,
    mayUseCookie: (origin) => origin !== "*" && (named.has(origin) || (development && LOOPBACK.test(origin))),
    isPlainLoopback: (origin) => development && origin.startsWith("http:") && LOOPBACK.test(origin),
    patterns: any ? ["*"] : [...CORS_ORIGINS, ...(development ? LOOPBACK_PATTERNS : [])],
  };
}
