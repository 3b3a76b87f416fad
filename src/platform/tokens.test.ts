import { SignJWT, UnsecuredJWT } from "jose";
import { newId } from "../kernel/ids.js";
import { createTokens } from "./tokens.js";

const secret = "a-secret-that-is-only-for-this-test-0123456789";
const key = new TextEncoder().encode(secret);
const userId = newId();
const tokens = createTokens({ secret, ttlSeconds: 60 });

const signed = (change: (token: SignJWT) => SignJWT, signer = key, header = { alg: "HS256", typ: "at+jwt" }) =>
  change(
    new SignJWT()
      .setProtectedHeader(header)
      .setSubject(userId)
      .setIssuer("codequest")
      .setAudience("codequest-api")
      .setExpirationTime("1 minute"),
  ).sign(signer);

describe("access tokens", () => {
  it("are accepted as they were issued, with their end", async () => {
    const { token, expiresAt } = await tokens.issue(userId);
    expect(await tokens.verify(token)).toEqual({ userId, expiresAt });
    expect(Math.abs(expiresAt.getTime() - Date.now() - 60_000)).toBeLessThan(2000);
  });

  it.each<[string, () => Promise<string> | string]>([
    ["nonsense", () => "nonsense"],
    [
      "unsigned",
      () =>
        new UnsecuredJWT({}).setSubject(userId).setIssuer("codequest").setAudience("codequest-api").setExpirationTime("1 minute").encode(),
    ],
    ["signed by another key", () => signed((token) => token, new TextEncoder().encode("x".repeat(40)))],
    ["expired", () => signed((token) => token.setExpirationTime(Math.floor(Date.now() / 1000) - 1))],
    [
      "without an end",
      () =>
        new SignJWT()
          .setProtectedHeader({ alg: "HS256", typ: "at+jwt" })
          .setSubject(userId)
          .setIssuer("codequest")
          .setAudience("codequest-api")
          .sign(key),
    ],
    ["of another issuer", () => signed((token) => token.setIssuer("elsewhere"))],
    ["for another audience", () => signed((token) => token.setAudience("elsewhere"))],
    ["of another kind", () => signed((token) => token, key, { alg: "HS256", typ: "refresh+jwt" })],
    ["of nobody", () => signed((token) => token.setSubject("root"))],
    ["with another algorithm", () => signed((token) => token, key, { alg: "HS512", typ: "at+jwt" })],
  ])("are refused when %s", async (_what, make) => {
    expect(await tokens.verify(await make())).toBeNull();
  });
});
