import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigurationError, readEnv } from "./env.js";
import { VARIABLES } from "./variables.js";

const production = {
  NODE_ENV: "production",
  TOKEN_SECRET: "a-secret-that-is-only-for-this-test-0123456789",
  S3_SECRET_ACCESS_KEY: "another",
  VAPID_PRIVATE_KEY: "b25seS1mb3ItdGhpcy10ZXN0LTAxMjM0NTY3ODlhYmM",
  PUBLIC_URL: "https://api.codequest.example",
  WEB_URL: "https://codequest.example",
};

function problemsOf(source: Record<string, string>): readonly string[] {
  try {
    readEnv(source);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    return (error as ConfigurationError).problems;
  }
}

describe("configuration", () => {
  it("works with nothing set, and takes an empty variable for an unset one", () => {
    expect(readEnv({ PORT: "" }).PORT).toBe(Number(VARIABLES.PORT.default));
  });

  it("names every problem at once, each with its variable", () => {
    const problems = problemsOf({ PORT: "eighty", DATABASE_URL: "mysql://x", TOKEN_SECRET: "short" });
    expect(problems.map((problem) => problem.split(" ")[0]).sort()).toEqual(["DATABASE_URL", "PORT", "TOKEN_SECRET"]);
  });

  it("refuses default secrets and weak hashes in production", () => {
    expect(problemsOf({ NODE_ENV: "production" }).join()).toMatch(/TOKEN_SECRET.*S3_SECRET_ACCESS_KEY.*VAPID_PRIVATE_KEY/);
    expect(problemsOf({ ...production, BCRYPT_COST: "5" }).join()).toContain("BCRYPT_COST");
    expect(problemsOf(production)).toEqual([]);
  });

  it("refuses a push key that is none, and any endpoint in production", () => {
    for (const wrong of ["short", "A".repeat(43), "_".repeat(43)]) {
      expect(problemsOf({ VAPID_PRIVATE_KEY: wrong }).join()).toMatch(/^VAPID_PRIVATE_KEY must be/);
    }
    expect(problemsOf({ ...production, PUSH_ENDPOINTS: "any" }).join()).toContain("PUSH_ENDPOINTS");
    expect(problemsOf({ ...production, SSO_ISSUERS: "any" }).join()).toContain("SSO_ISSUERS");
    expect(problemsOf({ ...production, WEBHOOK_ENDPOINTS: "any" }).join()).toContain("WEBHOOK_ENDPOINTS");
    expect(problemsOf({ ...production, PUBLIC_URL: "" }).join()).toContain("PUBLIC_URL");
    expect(problemsOf({ ...production, PAYMENT_PROVIDER: "development" }).join()).toContain("PAYMENT_PROVIDER");
    expect(problemsOf({ ...production, WEB_URL: "" }).join()).toContain("WEB_URL");
    expect(problemsOf({ ...production, WEB_URL: "http://127.0.0.1:3000/" }).join()).toContain("WEB_URL");
  });

  it("wants to hear of bounces in production, and keeps the key of Resend to https", () => {
    const resend = { ...production, RESEND_API_KEY: "re_x", RESEND_WEBHOOK_SECRET: `whsec_${"A".repeat(32)}` };
    expect(problemsOf(resend)).toEqual([]);
    expect(problemsOf({ ...resend, RESEND_WEBHOOK_SECRET: "" }).join()).toContain("RESEND_WEBHOOK_SECRET is not set");
    expect(problemsOf({ ...resend, RESEND_API_URL: "http://127.0.0.1:1" }).join()).toContain("RESEND_API_URL");
    expect(problemsOf({ RESEND_API_KEY: "re_x", RESEND_API_URL: "http://127.0.0.1:1" })).toEqual([]);
    expect(problemsOf({ RESEND_WEBHOOK_SECRET: "secret" }).join()).toContain("whsec_");
  });

  it("reads a sender with and without a name, and refuses one that is no address", () => {
    const senderOf = (text: string) => readEnv({ MAIL_FROM: text }).MAIL_FROM;
    expect(senderOf("no-reply@example.org")).toEqual({ name: "", address: "no-reply@example.org" });
    expect(senderOf("Code Quest <no-reply@example.org>")).toEqual({ name: "Code Quest", address: "no-reply@example.org" });
    for (const wrong of ["Code Quest", "a@b, c@d", "<a@b", "Name <a@b>\r\nBcc: c@d", "Name <a@b\n>"]) {
      expect(problemsOf({ MAIL_FROM: wrong }).join()).toMatch(/^MAIL_FROM must be an e-mail address/);
    }
  });

  it("reads keys of tokens as JSON or from a file, and refuses what is no set of keys", () => {
    const set = { keys: [{ kty: "OKP", crv: "Ed25519", d: "hunter2", x: "x" }] };
    const file = join(mkdtempSync(join(tmpdir(), "keys-")), "keys.json");
    writeFileSync(file, JSON.stringify(set));
    expect(readEnv({ TOKEN_KEYS: JSON.stringify(set) }).TOKEN_KEYS).toEqual(set);
    expect(readEnv({ TOKEN_KEYS: file }).TOKEN_KEYS).toEqual(set);
    expect(readEnv({}).TOKEN_KEYS).toBeNull();
    for (const wrong of ["{hunter2", '{"keys":[]}', '{"keys":["hunter2"]}', '{"d":"hunter2"}', "/nonexistent/hunter2"]) {
      expect(problemsOf({ TOKEN_KEYS: wrong })).toEqual([expect.stringMatching(/^TOKEN_KEYS must be/)]);
      expect(problemsOf({ TOKEN_KEYS: wrong }).join()).not.toContain("hunter2");
    }
  });

  it("reads providers of sign-in, and says which is wrong without its secret", () => {
    const acme = { id: "acme", issuer: "https://id.acme.example", clientId: "c", clientSecret: "hunter2" };
    const providersOf = (...all: object[]) => ({ OIDC_PROVIDERS: JSON.stringify(all) });
    expect(readEnv(providersOf(acme)).OIDC_PROVIDERS).toEqual([
      { ...acme, name: "acme", scope: "openid email profile", trustsEmail: false },
    ]);
    expect(readEnv(providersOf({ ...acme, trustEmail: true })).OIDC_PROVIDERS[0]!.trustsEmail).toBe(true);
    const wrong = [
      { id: "A b" },
      { issuer: "ftp://x" },
      { issuer: 1 },
      { clientId: "" },
      { clientSecret: 1 },
      { trustEmail: "yes" },
      { name: 1 },
    ];
    for (const change of wrong) {
      const problems = problemsOf(providersOf({ ...acme, ...change }));
      expect(problems).toEqual([expect.stringMatching(/^OIDC_PROVIDERS /)]);
      expect(problems.join()).not.toContain("hunter2");
    }
    expect(problemsOf(providersOf(acme, acme))).toHaveLength(1);
    expect(problemsOf(providersOf({ ...acme, id: "A b", issuer: 1 }, { ...acme, clientId: "" }))).toEqual([
      "OIDC_PROVIDERS 0.id must be 1 to 30 of a to z, 0 to 9 and -.",
      "OIDC_PROVIDERS 0.issuer must be a URL that starts with http:// or https://.",
      "OIDC_PROVIDERS 1.clientId is missing.",
    ]);
    expect(problemsOf({ OIDC_PROVIDERS: "{hunter2" }).join()).not.toContain("hunter2");
  });

  it("reads secrets from files, and says which can't be read", () => {
    const folder = mkdtempSync(join(tmpdir(), "secrets-"));
    const file = join(folder, "token-secret");
    writeFileSync(file, `${production.TOKEN_SECRET}\n`);
    expect(readEnv({ TOKEN_SECRET_FILE: file }).TOKEN_SECRET).toBe(production.TOKEN_SECRET);
    expect(readEnv({ TOKEN_SECRET: "x".repeat(32), TOKEN_SECRET_FILE: file }).TOKEN_SECRET).toBe("x".repeat(32));
    expect(problemsOf({ TOKEN_SECRET_FILE: join(folder, "none") })).toEqual([expect.stringMatching(/^TOKEN_SECRET .*TOKEN_SECRET_FILE/)]);
    expect(problemsOf({ TOKEN_SECRET: "", TOKEN_SECRET_FILE: join(folder) })).toHaveLength(1);
    writeFileSync(file, "\n");
    expect(problemsOf({ METRICS_TOKEN_FILE: file })).toEqual([expect.stringMatching(/by METRICS_TOKEN_FILE, which is empty/)]);
    writeFileSync(file, "hunter2");
    expect(problemsOf({ TOKEN_SECRET_FILE: file }).join()).not.toContain("hunter2");
    expect(readEnv({ PORT_FILE: file }).PORT).toBe(4000);
  });

  it("never repeats a value, which may be a secret", () => {
    expect(problemsOf({ TOKEN_SECRET: "hunter2", DATABASE_URL: "x://user:hunter2@host" }).join()).not.toContain("hunter2");
  });
});
