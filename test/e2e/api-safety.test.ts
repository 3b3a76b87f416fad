/** What the API does for every operation: budget, lists of documents, headers, compression. */
import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { request } from "node:http";
import { createClient } from "graphql-ws";
import webPush from "web-push";
import { WebSocket } from "ws";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { createLearner, eventually } from "../support/scenario.js";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

interface Answer {
  data?: unknown;
  errors?: { message: string; extensions: Record<string, unknown> }[];
  extensions?: { cost?: { requested: number; limit?: number; remaining?: number; resetMs?: number } };
}

async function post(
  api: Api,
  body: object,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Headers; answer: Answer }> {
  const response = await fetch(api.url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, answer: (await response.json()) as Answer };
}

async function errorOverSocket(api: Api, query: string, token?: string): Promise<Record<string, unknown>> {
  const client = createClient({
    url: api.wsUrl,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    ...(token && { connectionParams: { authorization: `Bearer ${token}` } }),
  });
  try {
    for await (const { errors } of client.iterate({ query })) return errors![0]!.extensions ?? {};
    return {};
  } catch (error) {
    return (error as { extensions: Record<string, unknown> }[])[0]!.extensions;
  } finally {
    await client.dispose();
  }
}

let installation: Installation;

beforeAll(async () => {
  installation = await createInstallation();
});

afterAll(() => installation?.stop());

describe("the budget", () => {
  const PROBLEMS = "{ problems(first: 10) { edges { node { id title } } } }";
  let api: Api;
  beforeAll(async () => {
    api = await installation.startApi({ QUERY_COST_PER_MINUTE: "100" });
  });

  it("tells what an operation cost and what is left", async () => {
    const learner = await createLearner(api);
    const authorization = { authorization: `Bearer ${learner.token}` };
    const { answer, headers } = await post(api, { query: PROBLEMS }, authorization);
    const { requested, limit, remaining, resetMs } = answer.extensions!.cost!;
    expect({ limit, left: remaining! + requested }).toEqual({ limit: 100, left: 100 });
    expect(requested).toBeGreaterThan(20);
    expect(resetMs).toBeLessThanOrEqual(60_000);
    expect(headers.get("ratelimit-policy")).toBe('"cost";q=100;w=60');
    expect(headers.get("ratelimit")).toMatch(new RegExp(`^"cost";r=${remaining};t=\\d+$`));
  });

  it("refuses what goes beyond it, says when to come back, and lets other accounts go on", async () => {
    const [learner, other] = [await createLearner(api), await createLearner(api)];
    const authorization = { authorization: `Bearer ${learner.token}` };
    let refused = await post(api, { query: PROBLEMS }, authorization);
    for (let n = 0; n < 5 && !refused.answer.errors; n++) refused = await post(api, { query: PROBLEMS }, authorization);
    expect(refused.status).toBe(429);
    expect(refused.answer.errors![0]!.extensions).toMatchObject({ code: "RATE_LIMITED", limit: 100, retryAfterMs: expect.any(Number) });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await errorOverSocket(api, PROBLEMS, learner.token!)).toMatchObject({ code: "RATE_LIMITED" });
    expect((await post(api, { query: "{ __typename }" }, { authorization: `Bearer ${other.token}` })).status).toBe(200);
  });
});

describe("documents", () => {
  let api: Api;
  beforeAll(async () => {
    api = await installation.startApi();
  });

  it("of many aliases or root fields are refused, over HTTP and over the WebSocket", async () => {
    const roots = `{ ${Array.from({ length: 21 }, () => "errorCodes").join(" ")} }`;
    const aliases = `{ topics { ${Array.from({ length: 51 }, (_, n) => `a${n}: id`).join(" ")} } }`;
    for (const [query, limit] of [
      [roots, 20],
      [aliases, 50],
    ] as const) {
      const { answer } = await post(api, { query });
      expect(answer.errors![0]!.extensions).toEqual({ code: "QUERY_TOO_COMPLEX", limit, actual: limit + 1 });
      expect(await errorOverSocket(api, query)).toEqual({ code: "QUERY_TOO_COMPLEX", limit, actual: limit + 1 });
    }
  });

  it("may not come in batches", async () => {
    expect((await post(api, [{ query: "{ __typename }" }])).status).toBe(400);
  });

  it("that one API was taught are known to the others by their hash", async () => {
    const other = await installation.startApi();
    const query = "query Taught { __typename }";
    const persistedQuery = { version: 1, sha256Hash: sha256(query) };
    const unknown = await post(api, { extensions: { persistedQuery } });
    expect(unknown.answer.errors![0]!.extensions.code).toBe("PERSISTED_QUERY_NOT_FOUND");
    await post(api, { query, extensions: { persistedQuery } });
    // It is shared behind the answer.
    await eventually("the other API knows it", async () => {
      const { data } = (await post(other, { extensions: { persistedQuery } })).answer;
      return (data as { __typename?: string } | undefined)?.__typename === "Query";
    });
    await other.stop();
  });
});

describe("headers", () => {
  let api: Api;
  beforeAll(async () => {
    api = await installation.startApi({ CORS_ORIGINS: "https://app.example" });
  });

  it("keep browsers from guessing, framing and loading", async () => {
    const { headers } = await post(api, { query: "{ __typename }" });
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(headers.get("x-powered-by")).toBeNull();
    expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("let the configured origin in and no other", async () => {
    const origins = await Promise.all(
      ["https://app.example", "https://evil.example"].map(async (origin) =>
        (await post(api, { query: "{ __typename }" }, { origin })).headers.get("access-control-allow-origin"),
      ),
    );
    expect(origins).toEqual(["https://app.example", null]);
  });

  it("refuse what a browser sends across sites without asking first", async () => {
    const plain = await fetch(api.url, { method: "POST", headers: { "content-type": "text/plain" }, body: '{"query":"{ __typename }"}' });
    expect(plain.status).toBeGreaterThanOrEqual(400);
    const get = await fetch(`${api.url}?query=%7B__typename%7D`);
    expect(get.status).toBe(400);
  });

  it("a long answer is compressed for those who take it", async () => {
    const body = JSON.stringify({ query: "{ __schema { types { name description fields { name description } } } }" });
    const { encoding, bytes } = await new Promise<{ encoding: string | undefined; bytes: Buffer }>((resolve, reject) => {
      const sent = request(
        api.url,
        { method: "POST", headers: { "content-type": "application/json", "accept-encoding": "gzip" } },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on("data", (chunk: Buffer) => chunks.push(chunk));
          answer.on("end", () => resolve({ encoding: answer.headers["content-encoding"], bytes: Buffer.concat(chunks) }));
        },
      );
      sent.on("error", reject).end(body);
    });
    expect(encoding).toBe("gzip");
    expect(bytes.length).toBeLessThan(gunzipSync(bytes).length / 3);
  });
});

describe("in production", () => {
  const LISTED = "query Listed { topics { slug } }";
  let folder: string;
  let production: Record<string, string>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "manifest-"));
    production = {
      NODE_ENV: "production",
      TOKEN_SECRET: "a-secret-of-this-test-alone-0123456789",
      BCRYPT_COST: "10",
      VAPID_PRIVATE_KEY: webPush.generateVAPIDKeys().privateKey,
      PUBLIC_URL: "https://api.codequest.example",
      WEB_URL: "https://codequest.example",
      PERSISTED_QUERIES_FILE: join(folder, "manifest.json"),
    };
    if (installation.env.S3_SECRET_ACCESS_KEY === undefined) production.S3_SECRET_ACCESS_KEY = "S3RVER-of-this-test";
    const operations = [{ id: sha256(LISTED), name: "Listed", type: "query", body: LISTED }];
    await writeFile(
      production.PERSISTED_QUERIES_FILE!,
      JSON.stringify({ format: "apollo-persisted-query-manifest", version: 1, operations }),
    );
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("nothing of the schema is told, not even by a suggestion", async () => {
    const api = await installation.startApi(production);
    const wrong = (await post(api, { query: "{ problms { id } }" })).answer.errors![0]!;
    expect(wrong.extensions.code).toBe("GRAPHQL_VALIDATION_FAILED");
    expect(wrong.message).not.toMatch(/did you mean/i);
    expect((await post(api, { query: "{ __schema { types { name } } }" })).answer.errors![0]!.extensions.code).toBe(
      "GRAPHQL_VALIDATION_FAILED",
    );
    await api.stop();
  });

  it("a server of listed operations executes those alone, by hash or by text", async () => {
    const api = await installation.startApi({ ...production, PERSISTED_QUERIES_ONLY: "true" });
    const byHash = { extensions: { persistedQuery: { version: 1, sha256Hash: sha256(LISTED) } } };
    expect((await post(api, byHash)).answer.data).toEqual({ topics: [] });
    expect((await post(api, { query: LISTED })).answer.data).toEqual({ topics: [] });
    for (const query of ["{ __typename }", "query Listed { topics { slug } } "]) {
      const { status, answer } = await post(api, { query });
      expect({ status, code: answer.errors![0]!.extensions.code }).toEqual({ status: 400, code: "PERSISTED_QUERY_REQUIRED" });
      expect(await errorOverSocket(api, query)).toMatchObject({ code: "PERSISTED_QUERY_REQUIRED" });
    }
    await api.stop();
  });
});
