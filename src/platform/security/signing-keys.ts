import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";
import { calculateJwkThumbprint, type JWK } from "jose";
import type { Secrets } from "./secrets.js";

/** The keys of access tokens: one signs, all verify. The `kid` in a token's header selects the key. */
export interface SigningKeys {
  signer: SigningKey & { privateKey: KeyObject };
  byId: ReadonlyMap<string, SigningKey>;
  /** The public keys, for the JWKS endpoint. */
  jwks: { keys: JWK[] };
}

export interface SigningKey {
  kid: string;
  algorithm: SigningAlgorithm;
  publicKey: KeyObject;
}

export type SigningAlgorithm = "ES256" | "EdDSA";

/** RFC 8410: prefix of the 32 bytes of an Ed25519 private key in PKCS #8. */
const ED25519_PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");

/**
 * Loads a JWK set whose first key signs. The others, which may be public keys, only verify: this allows key rotation without signing
 * anyone out. Without a set, derives one key from TOKEN_SECRET. Throws for an unusable set.
 */
export async function loadSigningKeys(jwkSet: { keys: readonly JsonWebKey[] } | null, secrets: Secrets): Promise<SigningKeys> {
  const jwks = jwkSet ? jwkSet.keys : [derivedKey(secrets)];
  const keys = await Promise.all(jwks.map(readKey));
  const [signer] = keys;
  if (!signer?.privateKey) throw new Error("the first key of TOKEN_KEYS must be a private key");
  return {
    signer: { ...signer, privateKey: signer.privateKey },
    byId: new Map(keys.map(({ kid, algorithm, publicKey }) => [kid, { kid, algorithm, publicKey }])),
    jwks: {
      keys: keys.map(({ kid, algorithm, publicKey }) => ({ ...publicKey.export({ format: "jwk" }), kid, alg: algorithm, use: "sig" })),
    },
  };
}

function derivedKey(secrets: Secrets): JsonWebKey {
  const der = Buffer.concat([ED25519_PKCS8, secrets.key("access-token-signing")]);
  return createPrivateKey({ key: der, format: "der", type: "pkcs8" }).export({ format: "jwk" });
}

async function readKey(jwk: JsonWebKey & { kid?: string }): Promise<SigningKey & { privateKey: KeyObject | null }> {
  const algorithm = algorithmOf(jwk);
  if (!algorithm) throw new Error("a key of TOKEN_KEYS is neither a P-256 nor an Ed25519 key");
  const privateKey = jwk.d ? createPrivateKey({ key: jwk, format: "jwk" }) : null;
  const publicKey = createPublicKey(privateKey ? privateKey.export({ format: "pem", type: "pkcs8" }) : { key: jwk, format: "jwk" });
  // Fall back to the thumbprint (RFC 7638): it is unique to the key.
  const kid = jwk.kid ?? (await calculateJwkThumbprint(publicKey.export({ format: "jwk" }) as JWK));
  return { kid, algorithm, publicKey, privateKey };
}

function algorithmOf({ kty, crv }: JsonWebKey): SigningAlgorithm | null {
  if (kty === "EC" && crv === "P-256") return "ES256";
  return kty === "OKP" && crv === "Ed25519" ? "EdDSA" : null;
}
