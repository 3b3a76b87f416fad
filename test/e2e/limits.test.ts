/** What the API refuses before it works, and what it says while a part of it is away. */
import { Redis } from "ioredis";
import { setTimeout as delay } from "node:timers/promises";
import { getIntrospectionQuery } from "graphql";
import { probeCapability } from "../../src/judge/sandbox/capability.js";
import { ERROR_CODES } from "../../src/kernel/errors.js";
import { clientOf } from "../support/client.js";
import { JudgeDocument, RegisterForTestDocument } from "../support/generated.js";
import { globalId } from "../../src/kernel/global-id.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { createInstructor, createLearner } from "../support/scenario.js";
import { startServices } from "../support/services.js";
import { openSocket, type Answer } from "../support/socket.js";

async function post(api: Api, body: object, headers: Record<string, string> = {}): Promise<Answer & { status: number; text: string }> {
  const response = await fetch(api.url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { ...(JSON.parse(text) as Answer), status: response.status, text };
}

const nested = (depth: number, inner = "slug"): string =>
  Array.from({ length: depth }).reduce<string>((text, _, i) => `${i % 2 ? "children" : "parent"} { ${text} }`, inner);

const TOO_DEEP = `{ topics { ${nested(24)} } }`;
const TOO_WIDE = `{ ${Array.from({ length: 40 }, (_, i) => `a${i}: submissions(first: 100) { edges { node { source } } }`).join(" ")} }`;

describe("an API", () => {
  let installation: Installation;
  let api: Api;

  beforeAll(async () => {
    installation = await createInstallation();
    api = await installation.startApi({ TRUST_PROXY: "127.0.0.1" });
  });

  afterAll(() => installation?.stop());

  it.each([
    ["too deep", TOO_DEEP],
    ["too costly", TOO_WIDE],
  ])("refuses what is %s, over HTTP and over a WebSocket", async (_name, query) => {
    const { status, errors } = await post(api, { query });
    expect(status).toBe(200);
    const { code, limit, actual } = errors![0]!.extensions;
    expect(code).toBe("QUERY_TOO_COMPLEX");
    expect(actual).toBeGreaterThan(limit as number);
    const socket = await openSocket(api);
    await socket.acknowledged();
    expect((await socket.ask(query)).errors![0]!.extensions).toEqual(errors![0]!.extensions);
    socket.close();
  });

  it("answers introspection", async () => {
    expect((await post(api, { query: getIntrospectionQuery() })).errors).toBeUndefined();
  });

  it.each(["ünï@example.org", "o’neil@example.org", "ada@exämple.org", '"ada l"@example.org'])(
    "makes no account for %s, which it could not show",
    async (email) => {
      const input = { email, username: `u-${Date.now().toString(36)}`, password: "Sesame-Open-1" };
      const { code, extensions } = await clientOf(api).errorOf(RegisterForTestDocument, { input });
      expect(code).toBe("BAD_USER_INPUT");
      expect(extensions.fields).toMatchObject([{ field: "input.email" }]);
    },
  );

  it("shows the workers of the judge to admins only", async () => {
    const worker = { id: "host-1", level: "full", cgroup: "v1", detail: "d", slots: 1, versions: {} };
    const redis = new (await import("ioredis")).Redis(installation.env.REDIS_URL!);
    await redis.hset(`${installation.env.REDIS_PREFIX}:workers`, "host-1", JSON.stringify({ at: Date.now() + 60_000, presence: worker }));
    await redis.quit();
    const seenBy = async (client: ReturnType<typeof clientOf>) => (await client.request(JudgeDocument)).judge;
    expect(await seenBy(clientOf(api))).toMatchObject({ level: "FULL", workersAlive: 1, workers: null });
    expect(await seenBy(await createLearner(api))).toMatchObject({ workersAlive: 1, workers: null });
    const admin = await createInstructor(installation, api, "ADMIN");
    expect(await seenBy(admin)).toMatchObject({ workers: [{ id: globalId("JudgeWorker", "host-1"), slots: 1 }] });
  });

  it.each(["connect ENOENT /run/judge.sock", "EPERM: Operation not permitted, mount /proc", "open /srv/judge failed"])(
    "has no worker that tells more than its log of %s",
    async (message) => {
      const open = () => Promise.reject(new Error(message));
      const { detail, checks } = await probeCapability({ open, socketPath: "/run/judge.sock" });
      expect(detail).not.toMatch(/\/run|\/srv|EPERM|ENOENT/);
      expect(checks).toEqual({ "programs run": message });
    },
  );

  it("sees one client behind a trusted proxy, by HTTP and by WebSocket", async () => {
    const learner = await createLearner(api);
    const query = `mutation { login(input: { email: "${learner.username}@codequest.example", password: "wrong" }) { accessToken } }`;
    const from = (address: string) => ({ "x-forwarded-for": address });
    for (let i = 0; i < 5; i++) {
      expect((await post(api, { query }, from("203.0.113.7"))).errors![0]!.extensions.code).toBe("UNAUTHENTICATED");
    }
    const answerAt = async (address: string) => {
      const socket = await openSocket(api, { headers: from(address) });
      await socket.acknowledged();
      const { errors } = await socket.ask(query);
      socket.close();
      return errors![0]!.extensions.code;
    };
    expect(await answerAt("203.0.113.7")).toBe("RATE_LIMITED");
    expect(await answerAt("203.0.113.8")).toBe("UNAUTHENTICATED");
  });

  it("believes no proxy unless told to", async () => {
    const wary = await installation.startApi();
    const { username } = await createLearner(wary);
    const query = `mutation { login(input: { email: "${username}@codequest.example", password: "wrong" }) { accessToken } }`;
    const codes: unknown[] = [];
    for (let i = 0; i < 6; i++) {
      const socket = await openSocket(wary, { headers: { "x-forwarded-for": `203.0.113.${i}` } });
      await socket.acknowledged();
      codes.push((await socket.ask(query)).errors![0]!.extensions.code);
      socket.close();
    }
    expect(codes.at(-1)).toBe("RATE_LIMITED");
    await wary.stop();
  });

  it("lists every code it answers with", async () => {
    const { data } = await post(api, { query: "{ errorCodes }" });
    expect(data).toEqual({ errorCodes: Object.keys(ERROR_CODES) });
    expect(Object.keys(ERROR_CODES)).toEqual(
      expect.arrayContaining(["BAD_REQUEST", "OPERATION_RESOLUTION_FAILURE", "GRAPHQL_PARSE_FAILED"]),
    );
  });

  it.each([
    ["a syntax error", "{ topics {", {}, "GRAPHQL_PARSE_FAILED"],
    ["an unknown field", "{ nothing }", {}, "GRAPHQL_VALIDATION_FAILED"],
    ["no operation of that name", "query A { errorCodes }", { operationName: "B" }, "OPERATION_RESOLUTION_FAILURE"],
  ])("answers %s alike over HTTP and over a WebSocket", async (_name, query, more, code) => {
    expect((await post(api, { query, ...more })).errors![0]!.extensions.code).toBe(code);
    const socket = await openSocket(api);
    await socket.acknowledged();
    expect((await socket.ask(query, more)).errors![0]!.extensions.code).toBe(code);
    expect((await socket.ask("query A { errorCodes } query B { me { id } }", { operationName: "B" })).data).toEqual({ me: null });
    socket.close();
  });

  it.each([
    ["application/json", 200],
    ["application/graphql-response+json", 400],
  ])("sends a subscription posted for %s to the WebSocket", async (accept, status) => {
    const answer = await post(api, { query: "subscription { mySubmissionUpdates { submissionId } }" }, { accept });
    expect(answer.status).toBe(status);
    expect(answer.errors).toMatchObject([{ message: expect.stringContaining("WebSocket"), extensions: { code: "BAD_USER_INPUT" } }]);
  });
});

describe("while PostgreSQL is away", () => {
  let own: Awaited<ReturnType<typeof startServices<"postgres">>>;
  let installation: Installation;
  let api: Api;
  let token: string;

  beforeAll(async () => {
    own = await startServices({ only: ["postgres"] });
    installation = await createInstallation({ DATABASE_URL: own.env.DATABASE_URL });
    api = await installation.startApi();
    token = (await createLearner(api)).token!;
  });

  afterAll(async () => {
    await own?.postgres.start();
    await installation?.stop();
    await own?.stop();
  });

  it("tells clients no more than a request id, which finds the cause in the log", async () => {
    const open = await openSocket(api, { token });
    await open.acknowledged();
    await own.postgres.stop();
    await forgetAccounts(installation);

    const answer = await post(api, { query: "{ me { id } }" }, { authorization: `Bearer ${token}` });
    expect(answer.status).toBe(503);
    expect(answer.errors).toEqual([
      {
        message: "A part of the service is temporarily unavailable. Try again in a moment.",
        extensions: { code: "SERVICE_UNAVAILABLE", retryAfterMs: 2000, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      },
    ]);
    const { requestId } = answer.errors![0]!.extensions;
    const logged = () =>
      api
        .logs()
        .split("\n")
        .filter((line) => line.includes(String(requestId)));
    // The answer and the log come by different pipes.
    const deadline = Date.now() + 5000;
    while (logged().length === 0 && Date.now() < deadline) await delay(20);
    expect(logged()).toEqual([expect.stringContaining("request failed")]);

    const over = await open.ask("{ me { id } }");
    expect(over.errors).toEqual([expect.objectContaining({ extensions: expect.objectContaining({ code: "SERVICE_UNAVAILABLE" }) })]);
    await open.ping({ still: "open" });
    await open.next(({ type }) => type === "pong");
    open.close();
    expect(await (await openSocket(api, { token })).closed).toEqual({ code: 1013, reason: "Internal server error" });
    expect(api.logs()).not.toContain("Please check your implementation");
  });
});

/** Redis keeps for half a minute what authenticating has read of PostgreSQL. */
async function forgetAccounts({ env }: Installation): Promise<void> {
  const redis = new Redis(env.REDIS_URL!);
  const keys = await redis.keys(`${env.REDIS_PREFIX}:auth:*`);
  if (keys.length > 0) await redis.del(...keys);
  redis.disconnect();
}
