import { randomBytes } from "node:crypto";
import { isId } from "../../../../kernel/ids.js";
import { digestOf, type Secrets } from "../../../../platform/security/secrets.js";

/**
 * A refresh token names its session and generation. Each secret is derived from the previous one with a server-only key.
 * The server therefore stores only the digest of the latest token, but can still verify every earlier one and return the
 * current token for it.
 */
export interface RefreshToken {
  sessionId: string;
  generation: number;
  secret: string;
}

const PREFIX = "cqr_";
const FORM = /^cqr_([\w-]{22})\.(\d{1,6})\.([\w-]{43})$/;
/** About a week of refreshing every minute. An older token is refused without ending its session. */
const MOST_STEPS = 10_000;

export function firstToken(sessionId: string): RefreshToken {
  return { sessionId, generation: 0, secret: randomBytes(32).toString("base64url") };
}

export function nextToken(secrets: Secrets, { sessionId, generation, secret }: RefreshToken): RefreshToken {
  const next = secrets.mac("refresh-token", `${sessionId}.${generation}.${secret}`).toString("base64url");
  return { sessionId, generation: generation + 1, secret: next };
}

/** The token that this one leads to at a later generation. Null if it is too many steps away. */
export function tokenAt(secrets: Secrets, token: RefreshToken, generation: number): RefreshToken | null {
  const steps = generation - token.generation;
  if (steps < 0 || steps > MOST_STEPS) return null;
  let reached = token;
  for (let step = 0; step < steps; step++) reached = nextToken(secrets, reached);
  return reached;
}

export function writeToken({ sessionId, generation, secret }: RefreshToken): string {
  return `${PREFIX}${Buffer.from(sessionId.replaceAll("-", ""), "hex").toString("base64url")}.${generation}.${secret}`;
}

/** Null for an invalid token. */
export function readToken(text: string): RefreshToken | null {
  const [, id, generation, secret] = FORM.exec(text) ?? [];
  if (!id) return null;
  const sessionId = Buffer.from(id, "base64url")
    .toString("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return isId(sessionId) ? { sessionId, generation: Number(generation), secret: secret! } : null;
}

export function digestOfToken({ secret }: RefreshToken): string {
  return digestOf(secret);
}
