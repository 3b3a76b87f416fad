import { errors, jwtVerify, SignJWT } from "jose";
import type { TokenFault } from "../../kernel/errors.js";
import { isId } from "../../kernel/ids.js";
import type { SigningKeys } from "./signing-keys.js";

/** Content of an access token. */
export interface TokenClaims {
  userId: string;
  sessionId: string;
  expiresAt: Date;
}

export interface Tokens {
  /** A signed access token and its expiry: the default lifetime, unless `expiresAt` is given. */
  issue(of: { userId: string; sessionId: string; expiresAt?: Date }): Promise<{ token: string; expiresAt: Date }>;
  /** EXPIRED only for a genuine token. Does not check whether its session is still active. */
  verify(token: string): Promise<TokenClaims | Extract<TokenFault, "EXPIRED" | "INVALID">>;
}

const ISSUER = "codequest";
const AUDIENCE = "codequest-api";
const TYPE = "at+jwt";
/** Allowed clock difference between API machines. */
const CLOCK_SKEW_SECONDS = 10;
/** Sessions in use at once on one API machine: 5 MiB of tokens. Beyond it the oldest is verified again. */
const MOST_VERIFIED = 10_000;

export function createTokens({ keys, ttlSeconds }: { keys: SigningKeys; ttlSeconds: number }): Tokens {
  const { signer, byId } = keys;
  // A signature costs more than the rest of a small request. Tokens that are not genuine are never kept.
  const verified = new Map<string, { claims: TokenClaims; endsAtMs: number }>();
  return {
    async issue({ userId, sessionId, expiresAt: end }) {
      // The claim holds whole seconds.
      const expiresAt = new Date(Math.floor((end?.getTime() ?? Date.now() + ttlSeconds * 1000) / 1000) * 1000);
      const token = await new SignJWT({ sid: sessionId })
        .setProtectedHeader({ alg: signer.algorithm, kid: signer.kid, typ: TYPE })
        .setSubject(userId)
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt()
        .setExpirationTime(expiresAt)
        .sign(signer.privateKey);
      return { token, expiresAt };
    },

    async verify(token) {
      const known = verified.get(token);
      if (known && Date.now() < known.endsAtMs) return known.claims;
      verified.delete(token);
      try {
        const { payload } = await jwtVerify(token, ({ kid, alg }) => keyFor(kid, alg), {
          algorithms: ["ES256", "EdDSA"],
          issuer: ISSUER,
          audience: AUDIENCE,
          typ: TYPE,
          requiredClaims: ["sub", "sid", "exp", "iat"],
          clockTolerance: CLOCK_SKEW_SECONDS,
          // Also refuses a token from the future: its `iat` is ahead by more than the clock skew.
          maxTokenAge: MAX_TTL_SECONDS,
        });
        const { sub, sid, exp, iat } = payload;
        if (!isId(sub) || !isId(sid)) return "INVALID";
        const claims = { userId: sub, sessionId: sid, expiresAt: new Date(exp! * 1000) };
        verified.set(token, { claims, endsAtMs: (Math.min(exp!, iat! + MAX_TTL_SECONDS) + CLOCK_SKEW_SECONDS) * 1000 });
        if (verified.size > MOST_VERIFIED) verified.delete(verified.keys().next().value!);
        return claims;
      } catch (error) {
        return error instanceof errors.JWTExpired ? "EXPIRED" : "INVALID";
      }
    },
  };

  /** The algorithm is fixed by the key: a token can't choose it. */
  function keyFor(kid: string | undefined, algorithm: string) {
    const key = kid === undefined ? undefined : byId.get(kid);
    if (!key || key.algorithm !== algorithm) throw new errors.JWKSNoMatchingKey();
    return key.publicKey;
  }
}

/** The maximum of ACCESS_TOKEN_TTL_SECONDS. */
export const MAX_TTL_SECONDS = 86_400;
