/** Clients that keep others from signing in. */
import { setTimeout as delay } from "node:timers/promises";
import { Redis } from "ioredis";
import { createInstallation, type Api, type Installation } from "../../support/installation.js";
import { PASSWORD, someone } from "../../support/people.js";
import type { Answer } from "../../support/socket.js";

let installation: Installation;
let api: Api;
let redis: Redis;

beforeAll(async () => {
  installation = await createInstallation({ TRUST_PROXY: "127.0.0.1", PASSWORD_THREADS: "1", PASSWORD_QUEUE: "8", BCRYPT_COST: "6" });
  api = await installation.startApi();
  redis = new Redis(installation.env.REDIS_URL!);
});

afterAll(async () => {
  redis?.disconnect();
  await installation?.stop();
});

const throttleKeys = (pattern: string) => redis.keys(`${installation.env.REDIS_PREFIX}:throttle:${pattern}`);

const LOGIN = "mutation ($input: LoginInput!) { login(input: $input) { user { id } refreshToken } }";
const REGISTER = "mutation ($input: RegisterInput!) { register(input: $input) { user { id } refreshToken } }";

async function send(query: string, input: object, address: string, headers: Record<string, string> = {}) {
  const response = await fetch(api.url, {
    method: "POST",
    headers: { "content-type": "application/json", "x-forwarded-for": address, ...headers },
    body: JSON.stringify({ query, variables: { input } }),
  });
  const { data, errors } = (await response.json()) as Answer;
  return { data, code: (errors?.[0]?.extensions.code as string | undefined) ?? "OK", cookie: response.headers.get("set-cookie") };
}

async function registeredFrom(address: string, more: object = {}, headers: Record<string, string> = {}) {
  const person = someone();
  const { code, cookie } = await send(REGISTER, { ...person, ...more }, address, headers);
  expect(code).toBe("OK");
  return { email: person.email, cookie };
}

const signIn = async (email: string, address: string, password = PASSWORD, headers: Record<string, string> = {}) =>
  (await send(LOGIN, { email, password }, address, headers)).code;

it("one client with many connections delays itself and nobody else", async () => {
  const others = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => registeredFrom(`198.51.100.${n}`)));
  const own: string[] = [];
  for (let n = 0; n < 12; n++) own.push((await registeredFrom("203.0.113.9")).email);
  let isOver = false;
  const attack = Promise.all(
    Array.from({ length: 44 }, async (_, n) => {
      const codes: string[] = [];
      while (!isOver) {
        codes.push(await signIn(own[n % own.length]!, "203.0.113.9"));
        await delay(20);
      }
      return codes;
    }),
  );
  const answers: string[] = [];
  try {
    for (const [n, { email }] of others.entries()) answers.push(await signIn(email, `198.51.100.${n + 1}`));
  } finally {
    isOver = true;
  }
  // The attack was one: its own requests were refused.
  expect((await attack).flat()).toContain("RATE_LIMITED");
  expect(answers).toEqual(answers.map(() => "OK"));
});

describe("wrong passwords from many addresses", () => {
  /** Until the account is closed to strangers. */
  async function flood(email: string): Promise<void> {
    for (let n = 0; n < 60; n++) {
      const code = await signIn(email, `192.0.2.${1 + (n % 20)}`, "wrong");
      if (code === "RATE_LIMITED") return prolong();
      expect(code).toBe("UNAUTHENTICATED");
    }
    throw new Error("the account was never closed");
  }

  /** The first wait takes seconds, which a slow machine may need for the next request. */
  async function prolong(): Promise<void> {
    for (const key of await throttleKeys("*-account:*")) {
      if ((await redis.hget(key, "until")) !== null) await redis.hset(key, "until", Date.now() + 3_600_000);
    }
  }

  it("close an account to strangers, not to where its owner has used it before", async () => {
    const { email } = await registeredFrom("198.51.100.20");
    await flood(email);
    expect(await signIn(email, "198.51.100.21")).toBe("RATE_LIMITED");
    for (let n = 0; n < 20; n++) expect(await signIn(email, "198.51.100.20")).toBe("OK");
  });

  it("do not close it to its owner's browser in an unknown place", async () => {
    const browser = { "x-csrf-protection": "1" };
    const { email, cookie } = await registeredFrom("198.51.100.30", { refreshTokenIn: "COOKIE" }, browser);
    await flood(email);
    const withCookie = { ...browser, cookie: cookie!.split(";")[0]! };
    expect(await signIn(email, "198.51.100.31", PASSWORD, withCookie)).toBe("OK");
    expect(await signIn(email, "198.51.100.34")).toBe("RATE_LIMITED");
    // The cookie of another account opens nothing.
    const other = await registeredFrom("198.51.100.32", { refreshTokenIn: "COOKIE" }, browser);
    expect(await signIn(email, "198.51.100.33", PASSWORD, { ...browser, cookie: other.cookie!.split(";")[0]! })).toBe("RATE_LIMITED");
  });

  it("make no refused try of its owner count", async () => {
    const { email } = await registeredFrom("198.51.100.40");
    await flood(email);
    for (let n = 0; n < 8; n++) expect(await signIn(email, "198.51.100.41")).toBe("RATE_LIMITED");
    const keys = await throttleKeys("password-*198.51.100.41");
    const counts = await Promise.all(keys.map((key) => redis.hget(key, "count")));
    expect(counts.map(Number).every((count) => count === 0)).toBe(true);
  });

  it("do not close the reset of its password to its owner", async () => {
    const { email } = await registeredFrom("198.51.100.50");
    const RESET = "mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { linkExpiresAt } }";
    for (let n = 0; n < 11; n++) await send(RESET, { email }, `192.0.2.${100 + n}`);
    await prolong();
    expect((await send(RESET, { email }, "192.0.2.99")).code).toBe("RATE_LIMITED");
    expect((await send(RESET, { email }, "198.51.100.50")).code).toBe("OK");
  });
});

it("guesses from many addresses of one IPv6 network count as one client's", async () => {
  const { email } = await registeredFrom("198.51.100.60");
  const codes = await Promise.all(Array.from({ length: 12 }, (_, n) => signIn(email, `2001:db8:7:7::${(n + 1).toString(16)}`, "wrong")));
  expect(codes).toContain("RATE_LIMITED");
  const keys = await throttleKeys("password-network:2001*");
  expect(keys.map((key) => key.split("network:")[1])).toEqual(["2001:db8:7:7"]);
  expect(await signIn(email, "2001:db8:7:8::1", "wrong")).toBe("UNAUTHENTICATED");
});
