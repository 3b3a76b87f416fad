import { generateKeyPairSync, type JsonWebKey, type KeyObject } from "node:crypto";
import { jest } from "@jest/globals";
import { SignJWT, UnsecuredJWT } from "jose";
import { newId } from "../../kernel/ids.js";
import { createSecrets } from "./secrets.js";
import { loadSigningKeys } from "./signing-keys.js";
import { createTokens } from "./tokens.js";

const secrets = createSecrets("a-secret-that-is-only-for-this-test-0123456789");
const of = { userId: newId(), sessionId: newId() };
const p256 = (kid?: string): JsonWebKey => ({
  ...generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" }),
  ...(kid && { kid }),
});
const tokensOf = async (...keys: JsonWebKey[]) =>
  createTokens({ keys: await loadSigningKeys(keys.length > 0 ? { keys } : null, secrets), ttlSeconds: 60 });
const publicHalf = ({ d: _d, ...jwk }: JsonWebKey): JsonWebKey => jwk;

const keys = await loadSigningKeys(null, secrets);
const tokens = await tokensOf();
const { kid, privateKey } = keys.signer;
const now = () => Math.floor(Date.now() / 1000);

const signed = (change: (token: SignJWT) => SignJWT, header: object = {}, key: KeyObject | Uint8Array = privateKey) =>
  change(
    new SignJWT({ sid: of.sessionId })
      .setProtectedHeader({ alg: "EdDSA", typ: "at+jwt", kid, ...header })
      .setSubject(of.userId)
      .setIssuer("codequest")
      .setAudience("codequest-api")
      .setIssuedAt()
      .setExpirationTime("1 minute"),
  ).sign(key);

describe("access tokens", () => {
  it("are accepted as they were issued, with their end", async () => {
    const { token, expiresAt } = await tokens.issue(of);
    expect(await tokens.verify(token)).toEqual({ ...of, expiresAt });
    expect(Math.abs(expiresAt.getTime() - Date.now() - 60_000)).toBeLessThan(2000);
  });

  it("are accepted when made as ours are, so that what follows is refused for its one fault", async () => {
    expect(await tokens.verify(await signed((token) => token))).toMatchObject(of);
  });

  it("expire although they have been verified before", async () => {
    const { token, expiresAt } = await tokens.issue(of);
    expect(await tokens.verify(token)).toMatchObject(of);
    const [within, beyond] = [expiresAt.getTime() + 9000, expiresAt.getTime() + 11_000];
    jest.useFakeTimers({ advanceTimers: true, now: within });
    try {
      expect(await tokens.verify(token)).toMatchObject(of);
      jest.setSystemTime(beyond);
      expect(await tokens.verify(token)).toBe("EXPIRED");
    } finally {
      jest.useRealTimers();
    }
  });

  it("bear clocks that differ by a few seconds, both ways", async () => {
    expect(await tokens.verify(await signed((token) => token.setExpirationTime(now() - 5)))).toMatchObject(of);
    expect(await tokens.verify(await signed((token) => token.setIssuedAt(now() + 5)))).toMatchObject(of);
  });

  it.each<[string, () => Promise<string> | string]>([
    ["nonsense", () => "nonsense"],
    [
      "unsigned",
      () =>
        new UnsecuredJWT({ sid: of.sessionId })
          .setSubject(of.userId)
          .setIssuer("codequest")
          .setAudience("codequest-api")
          .setIssuedAt()
          .setExpirationTime("1 minute")
          .encode(),
    ],
    ["signed by another key under our kid", () => signed((token) => token, {}, generateKeyPairSync("ed25519").privateKey)],
    ["signed by a key that nobody knows", () => signed((token) => token, { kid: "unknown" }, generateKeyPairSync("ed25519").privateKey)],
    ["without a kid", () => signed((token) => token, { kid: undefined })],
    [
      "signed symmetrically with our public key",
      () => signed((token) => token, { alg: "HS256" }, Buffer.from(JSON.stringify(keys.jwks.keys[0]))),
    ],
    ["signed by the secret that keys are made from", () => signed((token) => token, { alg: "HS256" }, secrets.key("access-token-signing"))],
    ["from the future", () => signed((token) => token.setIssuedAt(now() + 60))],
    ["of another issuer", () => signed((token) => token.setIssuer("elsewhere"))],
    ["for another audience", () => signed((token) => token.setAudience("elsewhere"))],
    ["of another kind", () => signed((token) => token, { typ: "refresh+jwt" })],
    ["of nobody", () => signed((token) => token.setSubject("root"))],
    [
      "of no session",
      () =>
        new SignJWT({})
          .setProtectedHeader({ alg: "EdDSA", typ: "at+jwt", kid })
          .setSubject(of.userId)
          .setIssuer("codequest")
          .setAudience("codequest-api")
          .setIssuedAt()
          .setExpirationTime("1 minute")
          .sign(privateKey),
    ],
  ])("are refused when %s", async (_what, make) => {
    expect(await tokens.verify(await make())).toBe("INVALID");
  });

  it.each([
    ["their time is over", () => signed((token) => token.setExpirationTime(now() - 15))],
    ["they are older than any token gets", () => signed((token) => token.setIssuedAt(now() - 90_000))],
  ])("have expired when %s", async (_what, make) => {
    expect(await tokens.verify(await make())).toBe("EXPIRED");
  });

  it("that were forged do not count as expired", async () => {
    const stranger = generateKeyPairSync("ed25519").privateKey;
    expect(await tokens.verify(await signed((token) => token.setExpirationTime(now() - 15), {}, stranger))).toBe("INVALID");
  });

  it("are refused when one bit was changed", async () => {
    const { token } = await tokens.issue(of);
    const [header, payload, signature] = token.split(".");
    const forged = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(payload!, "base64url").toString()), sub: newId() })).toString(
      "base64url",
    );
    expect(await tokens.verify([header, forged, signature].join("."))).toBe("INVALID");
  });
});

describe("signing keys", () => {
  it("are the same for every process with the same secret, and show no private part", async () => {
    const again = await loadSigningKeys(null, createSecrets("a-secret-that-is-only-for-this-test-0123456789"));
    expect(again.jwks).toEqual(keys.jwks);
    expect(keys.jwks.keys).toEqual([{ kty: "OKP", crv: "Ed25519", x: expect.any(String), kid, alg: "EdDSA", use: "sig" }]);
    const other = await loadSigningKeys(null, createSecrets("another-secret-of-at-least-thirty-two-bytes"));
    expect(other.jwks).not.toEqual(keys.jwks);
  });

  it("change without signing anyone out: the old one goes on verifying, as a public key too", async () => {
    const [old, next] = [p256("old"), p256("next")];
    const before = await tokensOf(old);
    const after = await tokensOf(next, publicHalf(old));
    const { token } = await before.issue(of);
    expect(await after.verify(token)).toMatchObject(of);
    expect(await (await tokensOf(next)).verify(token)).toBe("INVALID");
    expect(await after.verify((await after.issue(of)).token)).toMatchObject(of);
    expect(await before.verify((await after.issue(of)).token)).toBe("INVALID");
  });

  it("are named by their thumbprint where they bring no name", async () => {
    const { jwks } = await loadSigningKeys({ keys: [p256()] }, secrets);
    expect(jwks.keys[0]).toMatchObject({ alg: "ES256", kid: expect.stringMatching(/^[\w-]{43}$/) });
    expect(jwks.keys[0]).not.toHaveProperty("d");
  });

  it.each([
    ["a first key without its private part", { keys: [publicHalf(p256())] }, "private key"],
    [
      "a key of another kind",
      { keys: [generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" })] },
      "P-256",
    ],
  ])("are refused: %s", async (_what, set, reason) => {
    await expect(loadSigningKeys(set, secrets)).rejects.toThrow(reason);
  });
});
