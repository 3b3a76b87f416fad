import { jwtVerify, SignJWT } from "jose";
import { isId } from "../kernel/ids.js";

export interface Tokens {
  /** A signed access token for the account, and when it ends. */
  issue(userId: string): Promise<{ token: string; expiresAt: Date }>;
  /** The account and the token's end; null for a token that is forged, expired or not ours. */
  verify(token: string): Promise<{ userId: string; expiresAt: Date } | null>;
}

const ALGORITHM = "HS256";
const ISSUER = "codequest";
const AUDIENCE = "codequest-api";

export function createTokens({ secret, ttlSeconds }: { secret: string; ttlSeconds: number }): Tokens {
  const key = new TextEncoder().encode(secret);
  return {
    async issue(userId) {
      const expiresAt = new Date((Math.floor(Date.now() / 1000) + ttlSeconds) * 1000);
      const token = await new SignJWT()
        .setProtectedHeader({ alg: ALGORITHM, typ: "at+jwt" })
        .setSubject(userId)
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt()
        .setExpirationTime(expiresAt)
        .sign(key);
      return { token, expiresAt };
    },

    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: [ALGORITHM],
          issuer: ISSUER,
          audience: AUDIENCE,
          typ: "at+jwt",
          requiredClaims: ["sub", "exp"],
        });
        return isId(payload.sub) ? { userId: payload.sub, expiresAt: new Date(payload.exp! * 1000) } : null;
      } catch {
        return null;
      }
    },
  };
}
