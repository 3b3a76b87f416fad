import type { Env } from "../../config/env.js";

/** Which web pages may use this installation, by their origin. */
export interface Origins {
  /** Whether every origin may call, without credentials. */
  readonly any: boolean;
  /** Whether its pages may call with credentials, which the refresh cookie needs. */
  mayUseCookie(origin: string): boolean;
  /** Whether the page came over plain HTTP from the developer's own machine, where some browsers keep no Secure cookie. */
  isPlainLoopback(origin: string): boolean;
  /** As patterns for the CORS rule of a bucket. */
  readonly patterns: readonly string[];
}

const LOOPBACK = /^https?:\/\/(localhost|[a-z0-9-]+\.localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;
const LOOPBACK_PATTERNS = ["localhost", "127.0.0.1"].flatMap((host) => [`http://${host}:*`, `https://${host}:*`]);

/**
 * The origins of CORS_ORIGINS; outside production also every page of the developer's own machine, such as that of a Vite
 * server. `*` lets any origin call, but never with credentials: with them any site could have the cookie sent.
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
