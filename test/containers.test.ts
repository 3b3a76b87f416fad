/** What docker-compose.yml tells the programs, held against what they read. */
import { readFileSync } from "node:fs";
import { readEnv } from "../src/config/env.js";
import { VARIABLES } from "../src/config/variables.js";

const compose = readFileSync(new URL("../docker-compose.yml", import.meta.url), "utf8");

/** The block at the top that all programs share, as name and value. */
const shared = /^x-program: &program\n((?: {2}.*\n)+)/m.exec(compose)![1]!;
const settings = [...shared.matchAll(/^ {2}([A-Z0-9_]+): (.*)$/gm)].map(([, name, value]) => ({ name: name!, value: value! }));

/** As Compose fills in: ${NAME:-default} and ${NAME:?message}. */
const filled = (value: string, given: Readonly<Record<string, string>>) =>
  value.replace(/\$\{([A-Z0-9_]+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind?: string, rest?: string) => {
    if (given[name]) return given[name];
    if (kind === "?") throw new Error(`${name}: ${rest}`);
    return rest ?? "";
  });

const REQUIRED = {
  POSTGRES_PASSWORD: "of-this-test",
  S3_SECRET_ACCESS_KEY: "of-this-test",
  TOKEN_SECRET: "a-secret-of-this-test-alone-0123456789",
  VAPID_PRIVATE_KEY: "b25seS1mb3ItdGhpcy10ZXN0LTAxMjM0NTY3ODlhYmM",
  WEB_URL: "https://codequest.example",
};

describe("docker-compose.yml", () => {
  it("sets only what the programs read", () => {
    expect(settings.map(({ name }) => name).filter((name) => !(name in VARIABLES))).toEqual([]);
  });

  it("needs what its header names, and the programs start with it in production", () => {
    const env = Object.fromEntries(settings.map(({ name, value }) => [name, filled(value, REQUIRED)]));
    expect(readEnv(env).NODE_ENV).toBe("production");
    const header = compose.slice(0, compose.indexOf("x-program"));
    for (const name of Object.keys(REQUIRED)) {
      expect(header).toContain(name);
      const without = { ...REQUIRED, [name]: "" };
      expect(() => settings.map(({ value }) => filled(value, without))).toThrow(name);
    }
  });
});
