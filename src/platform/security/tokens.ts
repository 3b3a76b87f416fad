import { errors, jwtVerify, SignJWT } from "jose";
import type { TokenFault } from "../../kernel/errors.js";
import { isId } from "../../kernel/ids.js";
import type { SigningKeys } from "./signing-keys.js";

/** What an access token says: whose it is, of which session, and until when. */
export interface Claims {
  userId: string;
  sessionId: string;
  expiresAt: Date;
}

export interface Tokens {
  /** A signed access token, and when it ends: after the usual time, unless told otherwise. */
  issue(of: { userId: string; sessionId: string; expiresAt?: Date }): Promise<{ token: string; expiresAt: Date }>;
  /** EXPIRED only for a token of ours; whether its session is still active is not checked here. */
  verify(token: string): Promise<Claims | Extract<TokenFault, "EXPIRED" | "INVALID">>;
}

const ISSUER = "codequest";
const AUDIENCE = "codequest-api";
const TYPE = "at+jwt";
/** Clocks of API machines may differ by so much. */
const CLOCK_SKEW_SECONDS = 10;

export function createTokens({ keys, ttlSeconds }: { keys: SigningKeys; ttlSeconds: number }): Tokens {
  const { signer, byId } = keys;
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
      try {
        const { payload } = await jwtVerify(token, ({ kid, alg }) => keyFor(kid, alg), {
          algorithms: ["ES256", "EdDSA"],
          issuer: ISSUER,
          audience: AUDIENCE,
          typ: TYPE,
          requiredClaims: ["sub", "sid", "exp", "iat"],
          clockTolerance: CLOCK_SKEW_SECONDS,
          // Refuses a token from the future too: its `iat` lies further ahead than clocks differ.
          maxTokenAge: MAX_TTL_SECONDS,
        });
        const { sub, sid, exp } = payload;
        return isId(sub) && isId(sid) ? { userId: sub, sessionId: sid, expiresAt: new Date(exp! * 1000) } : "INVALID";
      } catch (error) {
        return error instanceof errors.JWTExpired ? "EXPIRED" : "INVALID";
      }
    },
  };

  /** The algorithm is the key's own: a token does not choose one. */
  function keyFor(kid: string | undefined, algorithm: string) {
    const key = kid === undefined ? undefined : byId.get(kid);
    if (!key || key.algorithm !== algorithm) throw new errors.JWKSNoMatchingKey();
    return key.publicKey;
  }
}

/** The longest life that ACCESS_TOKEN_TTL_SECONDS can set. */
export const MAX_TTL_SECONDS = 86_400;
