/** What `npm run make-key` prints is taken by the program as it is. */
import { describe, expect, it } from "@jest/globals";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readEnv } from "../src/config/env.js";
import { newId } from "../src/kernel/ids.js";
import { createSecrets } from "../src/platform/security/secrets.js";
import { loadSigningKeys } from "../src/platform/security/signing-keys.js";
import { createTokens } from "../src/platform/security/tokens.js";

const SCRIPT = join(import.meta.dirname, "../scripts/make-key.mjs");
const secrets = createSecrets("a-secret-that-is-only-for-this-test-0123456789");

/** The one line, as a variable and its value. */
function made(args: string[] = [], env: Record<string, string> = {}): Record<string, string> {
  const line = execFileSync(process.execPath, [SCRIPT, ...args], { env: { PATH: process.env.PATH, ...env }, encoding: "utf8" });
  expect(line.endsWith("\n") && line.trimEnd().split("\n").length === 1).toBe(true);
  const [, name = "", value = ""] = /^([A-Z_]+)=(.*)\n$/.exec(line) ?? [];
  return { [name]: value };
}
const tokensOf = async (TOKEN_KEYS: string) =>
  createTokens({ keys: await loadSigningKeys(readEnv({ TOKEN_KEYS }).TOKEN_KEYS, secrets), ttlSeconds: 60 });

describe("make-key", () => {
  it("makes a key that signs and verifies, another each time, named by its thumbprint", async () => {
    const [one, two] = [made().TOKEN_KEYS!, made().TOKEN_KEYS!];
    const of = { userId: newId(), sessionId: newId() };
    const { token } = await (await tokensOf(one)).issue(of);
    expect(await (await tokensOf(one)).verify(token)).toMatchObject(of);
    expect(await (await tokensOf(two)).verify(token)).toBe("INVALID");
    const { kid, ...nameless } = (JSON.parse(one) as { keys: Record<string, string>[] }).keys[0]!;
    expect((await loadSigningKeys({ keys: [nameless] }, secrets)).signer.kid).toBe(kid);
  });

  it("puts the new key behind those there are, which go on signing", async () => {
    const before = made().TOKEN_KEYS!;
    const both = made([], { TOKEN_KEYS: before }).TOKEN_KEYS!;
    const kids = (set: string) => (JSON.parse(set) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
    expect(kids(both)).toHaveLength(2);
    expect(kids(both)[0]).toBe(kids(before)[0]);
    const file = join(mkdtempSync(join(tmpdir(), "keys-")), "token-keys");
    writeFileSync(file, `${before}\n`);
    expect(kids(made([], { TOKEN_KEYS_FILE: file }).TOKEN_KEYS!)[0]).toBe(kids(before)[0]);
    const of = { userId: newId(), sessionId: newId() };
    expect(await (await tokensOf(before)).verify((await (await tokensOf(both)).issue(of)).token)).toMatchObject(of);
  });

  it("makes keys of web pushes and secrets that production starts with", () => {
    const { VAPID_PRIVATE_KEY } = made(["vapid"]);
    const { TOKEN_SECRET } = made(["secret"]);
    expect(readEnv({ VAPID_PRIVATE_KEY, TOKEN_SECRET })).toMatchObject({ VAPID_PRIVATE_KEY, TOKEN_SECRET });
    expect(TOKEN_SECRET!.length).toBeGreaterThanOrEqual(64);
  });

  it("repeats nothing of a setting that it can't read", () => {
    const { status, stderr, stdout } = spawnSync(process.execPath, [SCRIPT], {
      env: { PATH: process.env.PATH, TOKEN_KEYS: '{"keys": "hunter2"' },
      encoding: "utf8",
    });
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain("TOKEN_KEYS");
    expect(stderr).not.toContain("hunter2");
  });
});
