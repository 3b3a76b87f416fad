import { isSigned, newWebhookSecret, signatureOf, webhookKey } from "./webhook-signature.js";

// Example from the Standard Webhooks specification.
const KEY = webhookKey("whsec_plJ3nmyCDGBKInavdOK15jsl")!;
const MESSAGE = {
  id: "msg_loFOjxBNrRLzqYUf",
  timestamp: "1731705121",
  signature: "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=",
  body: Buffer.from('{"event_type":"ping","data":{"success":true}}'),
};
const THEN = 1_731_705_121_000;

describe("a signature of a webhook", () => {
  it("is that of the specification's example", () => {
    expect(isSigned(KEY, MESSAGE, THEN)).toBe(true);
  });

  it("is made as in the specification's example and in the reference libraries' vector", () => {
    expect(signatureOf(KEY, MESSAGE)).toBe(MESSAGE.signature);
    // Test vector of the libraries of Standard Webhooks.
    const key = webhookKey("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")!;
    const vector = { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: "1614265330", body: Buffer.from('{"test": 2432232314}') };
    expect(signatureOf(key, vector)).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  });

  it("verifies with the key of a new secret", () => {
    const key = webhookKey(newWebhookSecret())!;
    expect(key).toHaveLength(24);
    expect(isSigned(key, { ...MESSAGE, signature: signatureOf(key, MESSAGE) }, THEN)).toBe(true);
  });

  it("may stand among others", () => {
    expect(isSigned(KEY, { ...MESSAGE, signature: `v1,${"A".repeat(43)}= v2,x ${MESSAGE.signature}` }, THEN)).toBe(true);
  });

  it.each([
    ["another body", { body: Buffer.from("{}") }],
    ["another id", { id: "msg_x" }],
    ["another time", { timestamp: "1731705122" }],
    ["no time", { timestamp: "" }],
    ["another version", { signature: MESSAGE.signature.replace("v1", "v2") }],
    ["half a signature", { signature: MESSAGE.signature.slice(0, 20) }],
    ["none", { signature: "" }],
  ])("is refused for %s", (_what, change) => {
    expect(isSigned(KEY, { ...MESSAGE, ...change }, THEN)).toBe(false);
  });

  it("is refused more than five minutes before or after", () => {
    expect(isSigned(KEY, MESSAGE, THEN + 5 * 60_000)).toBe(true);
    expect(isSigned(KEY, MESSAGE, THEN + 5 * 60_000 + 1)).toBe(false);
    expect(isSigned(KEY, MESSAGE, THEN - 5 * 60_000 - 1)).toBe(false);
  });

  it.each(["", "whsec_", "whsec_AAAA", "plJ3nmyCDGBKInavdOK15jsl", "whsec_ü"])("has no key in %p", (secret) => {
    expect(webhookKey(secret)).toBeNull();
  });
});
