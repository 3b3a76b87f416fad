/** Subscriptions over Server-Sent Events, by the client of graphql-sse and by hand. Events are published as a worker would. */
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { createHash } from "node:crypto";
import { jest } from "@jest/globals";
import { createClient, type Client as StreamClient } from "graphql-sse";
import { testEvent } from "../../src/modules/practice/submissions/live/submission-status.event.js";
import { createInstallation, type Api, type Env, type Installation } from "../support/installation.js";
import { liveSubmissions, passedTest } from "../support/live-submissions.js";
import { createLearner, createProblem, eventually, type Problem } from "../support/scenario.js";
import { openSocket } from "../support/socket.js";

jest.setTimeout(240_000);

const WATCH = `subscription ($id: ID!) { submissionStatus(submissionId: $id) { sequence status verdict testsFinished submission { id judgement { status testsFinished } } } }`;
const PATIENCE_MS = 120_000;

interface Shown {
  data?: { submissionStatus?: { sequence: number; status: string; testsFinished: number } } | null;
  errors?: readonly { message: string; extensions?: Record<string, unknown> }[];
}

let installation: Installation;
let live: ReturnType<typeof liveSubmissions>;
let problem: Problem;

beforeAll(async () => {
  installation = await createInstallation();
  live = liveSubmissions(installation);
  problem = await createProblem(installation, await installation.startApi());
});

afterAll(async () => {
  live?.close();
  await installation?.stop();
});

const startApi = (env: Env = {}) => installation.startApi({ LOG_LEVEL: "debug", ...env });
const streamUrl = (api: Api) => `${api.url}/stream`;
const bearer = (token: string | null) => ({ authorization: `Bearer ${token}` });

function streamClient(api: Api, token: string | null | (() => string | null), retries = 0): StreamClient {
  return createClient({
    url: streamUrl(api),
    headers: () => bearer(typeof token === "function" ? token() : token),
    retryAttempts: retries,
    retry: () => delay(50),
  });
}

/** Everything a subscription is sent, as it comes; `over` settles at its end. */
function follow(client: StreamClient, query: string, variables: Record<string, unknown> = {}) {
  const results: Shown[] = [];
  const over = new Promise<"complete">((resolve, reject) => {
    client.subscribe(
      { query, variables },
      {
        next: (result) => void results.push(result as Shown),
        error: (error) => reject(error instanceof Error ? error : new Error(String(error))),
        complete: () => resolve("complete"),
      },
    );
  });
  over.catch(() => undefined);
  const seen = (what: string, isIt: (result: Shown) => boolean) => eventually(what, () => results.some(isIt), PATIENCE_MS);
  return { results, over, seen };
}

const statusOf = ({ data }: Shown) => data?.submissionStatus?.status;

function post(api: Api, body: object, headers: Record<string, string> = {}) {
  return fetch(streamUrl(api), {
    method: "POST",
    headers: { accept: "text/event-stream", "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

/** Reads a response until its text has what is wanted, or to its end. */
async function readUntil(response: Response, wanted?: string): Promise<string> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return text;
    text += value;
    if (wanted !== undefined && text.includes(wanted)) {
      await reader.cancel();
      return text;
    }
  }
}

describe("a subscription over Server-Sent Events", () => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi({ WEBSOCKET_KEEP_ALIVE_MS: "2000" });
  });
  afterAll(() => api.stop());

  it("shows each step and completes itself, as over a WebSocket", async () => {
    const { learner, id, running, publish, finish } = await live.submitted(api, problem);
    const { results, over, seen } = follow(streamClient(api, learner.token), WATCH, { id });
    await seen("the present state", (result) => statusOf(result) === "QUEUED");
    await publish(testEvent(running, 6, 1, passedTest(0)));
    await seen("a step", (result) => result.data?.submissionStatus?.testsFinished === 1);
    await finish();
    expect(await over).toBe("complete");
    expect(results.map(statusOf)).toEqual(["QUEUED", "RUNNING", "FINISHED"]);
    await eventually("freed", async () => (await live.processesAt(id)) === 0, PATIENCE_MS);
  });

  it("is sent event by event to a client that takes compressed answers, with comments in between", async () => {
    const { learner, id } = await live.submitted(api, problem);
    const response = await post(api, { query: WATCH, variables: { id } }, { ...bearer(learner.token), "accept-encoding": "gzip, br" });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("no-cache, no-transform");
    expect(response.headers.get("content-encoding")).toBeNull();
    expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    const text = await readUntil(response, "}\n\n:\n\n");
    expect(text).toMatch(/^:\n\nevent: next\ndata: \{"data":\{"submissionStatus":\{"sequence":0,"status":"QUEUED"/);
    await eventually("freed when the client leaves", async () => (await live.processesAt(id)) === 0, PATIENCE_MS);
  });

  it("answers what fails as an event and completes", async () => {
    const learner = await createLearner(api);
    const codeOf = async (query: string, token: string | null = learner.token) => {
      const client = createClient({ url: streamUrl(api), headers: token ? bearer(token) : {}, retryAttempts: 0 });
      const { results, over } = follow(client, query);
      expect(await over).toBe("complete");
      return results.map(({ errors }) => errors?.[0]?.extensions?.code);
    };
    const missing = `subscription { submissionStatus(submissionId: "018f0000-0000-7000-8000-000000000000") { status } }`;
    expect(await codeOf(missing)).toEqual(["NOT_FOUND"]);
    expect(await codeOf(missing, null)).toEqual(["UNAUTHENTICATED"]);
    expect(await codeOf("subscription { nope }")).toEqual(["GRAPHQL_VALIDATION_FAILED"]);
    expect(await codeOf("subscription {")).toEqual(["GRAPHQL_PARSE_FAILED"]);
    expect(await codeOf("subscription { mySubmissionUpdates @skip(if: true) { status } }")).toEqual(["GRAPHQL_VALIDATION_FAILED"]);
    expect(await codeOf("{ me { username } }")).toEqual([undefined]);
  });

  it("takes queries by GET, no mutation, and refuses what is no request", async () => {
    const get = (query: string) =>
      fetch(`${streamUrl(api)}?query=${encodeURIComponent(query)}`, { headers: { accept: "text/event-stream" } });
    expect(await readUntil(await get("{ __typename }"))).toBe(
      ':\n\nevent: next\ndata: {"data":{"__typename":"Query"}}\n\nevent: complete\ndata:\n\n',
    );
    const mutation = await get(`mutation { logout(input: {}) { done } }`);
    expect(mutation.status === 405 || (await readUntil(mutation)).includes("GRAPHQL_VALIDATION_FAILED")).toBe(true);
    for (const body of [{}, { query: 1 }, { query: "{ __typename }", variables: "x" }]) {
      const response = await post(api, body);
      expect({ body, status: response.status }).toEqual({ body, status: 400 });
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: "BAD_REQUEST" } }] });
    }
  });

  it("finds a persisted document by its hash", async () => {
    const query = "{ __typename again: __typename }";
    const persistedQuery = { version: 1, sha256Hash: createHash("sha256").update(query).digest("hex") };
    expect(await readUntil(await post(api, { extensions: { persistedQuery } }))).toContain("PERSISTED_QUERY_NOT_FOUND");
    await fetch(api.url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query, extensions: { persistedQuery } }),
    });
    expect(await readUntil(await post(api, { extensions: { persistedQuery } }))).toContain('"again":"Query"');
  });

  it("refuses an access token that is not valid with 401", async () => {
    const response = await post(api, { query: "{ __typename }" }, bearer("nonsense"));
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: "UNAUTHENTICATED" } }] });
  });
});

describe("the end of a session", () => {
  it("ends its streams with the reason, and a client that retries comes back with its next token", async () => {
    const api = await startApi();
    const { learner, id, finish } = await live.submitted(api, problem);
    let token = learner.token;
    const { results, over, seen } = follow(
      streamClient(api, () => token, 100),
      WATCH,
      { id },
    );
    await seen("the present state", (result) => statusOf(result) === "QUEUED");
    const [{ email }] = (await installation.sql<{ email: string }>("select email from users where id = $1", [learner.userId])) as [
      { email: string },
    ];
    const login = `mutation { login(input: { email: "${email}", password: "Sesame-Open-1" }) { accessToken } }`;
    const answer = await fetch(api.url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: login }),
    });
    const next = ((await answer.json()) as { data: { login: { accessToken: string } } }).data.login.accessToken;
    token = next;
    await endSessionOf(api, learner.token!);
    await seen("the reason", ({ errors }) => errors?.[0]?.extensions?.reason === "ENDED");
    expect(results.flatMap(({ errors }) => errors?.map(({ extensions }) => extensions) ?? [])).toEqual([
      { code: "UNAUTHENTICATED", reason: "ENDED" },
    ]);
    await eventually("it is back", () => results.filter((result) => statusOf(result) === "QUEUED").length === 2, PATIENCE_MS);
    await finish();
    expect(await over).toBe("complete");
    expect(results.map(statusOf).at(-1)).toBe("FINISHED");
    await api.stop();
  });
});

async function endSessionOf(api: Api, token: string): Promise<void> {
  const response = await fetch(api.url, {
    method: "POST",
    headers: { "content-type": "application/json", ...bearer(token) },
    body: JSON.stringify({ query: "mutation { logout(input: {}) { done: __typename } }" }),
  });
  const { errors } = (await response.json()) as Shown;
  if (errors) throw new Error(errors[0]!.message);
}

describe("the limits of connections and of cost", () => {
  it("are shared with WebSockets, answered with 429, and given back", async () => {
    const api = await startApi({ SOCKETS_PER_ACCOUNT: "1", SOCKETS_PER_ADDRESS: "3" });
    const { learner, id, finish } = await live.submitted(api, problem);
    const socket = await openSocket(api, { token: learner.token });
    await socket.acknowledged();
    const refused = await post(api, { query: WATCH, variables: { id } }, bearer(learner.token));
    expect({ status: refused.status, retryAfter: refused.headers.get("retry-after") }).toEqual({ status: 429, retryAfter: "5" });
    expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: "RATE_LIMITED", retryAfterMs: 5000 } }] });
    const { over, seen } = follow(streamClient(api, learner.token, 1000), WATCH, { id });
    socket.close();
    await seen("let in", (result) => statusOf(result) === "QUEUED");
    expect(await (await openSocket(api, { token: learner.token })).closed).toMatchObject({ code: 1013 });
    await finish();
    expect(await over).toBe("complete");

    const anonymous = await Promise.all([1, 2, 3].map(() => openSocket(api)));
    await Promise.all(anonymous.map((one) => one.acknowledged()));
    expect((await post(api, { query: "{ __typename }" })).status).toBe(429);
    anonymous.forEach((one) => one.close());
    await api.stop();
  });

  it("charges each operation", async () => {
    const api = await startApi({ QUERY_COST_PER_MINUTE: "6" });
    const text = async () => readUntil(await post(api, { query: "{ errorCodes again: errorCodes }" }));
    for (let i = 0; i < 3; i++) await text();
    expect(await text()).toContain("RATE_LIMITED");
    await api.stop();
  });
});

describe("a server that stops", () => {
  it("ends its streams at once, and clients that retry see the end on the next one", async () => {
    const first = await startApi();
    const { learner, id, finish } = await live.submitted(first, problem);
    const { over, seen } = follow(streamClient(first, learner.token, 1000), WATCH, { id });
    await seen("the present state", (result) => statusOf(result) === "QUEUED");
    await first.stop();
    const second = await startApi({ PORT: new URL(first.url).port });
    await finish();
    // Finished before it is back, or after: FINISHED comes either way, or the rows say QUEUED until the event.
    await Promise.race([over, republish(finish, over)]);
    expect(await over).toBe("complete");
    await seen("the end", (result) => statusOf(result) === "FINISHED");
    await second.stop();
  });
});

async function republish(finish: () => Promise<void>, over: Promise<unknown>): Promise<void> {
  let isOver = false;
  void over.then(() => (isOver = true));
  while (!isOver) {
    await finish();
    await delay(200);
  }
}

describe("a reader that stops reading", () => {
  it("skips steps, is let go after a while, and holds nothing", async () => {
    const api = await startApi({ WEBSOCKET_KEEP_ALIVE_MS: "2000" });
    const { learner, id, running } = await live.submitted(api, problem);
    const query = "subscription ($id: ID!) { submissionStatus(submissionId: $id) { sequence test { sample { actual } } } }";
    const body = JSON.stringify({ query, variables: { id } });
    const socket = connect(Number(new URL(api.url).port), "127.0.0.1");
    await once(socket, "connect");
    socket.write(
      `POST /graphql/stream HTTP/1.1\r\nhost: x\r\naccept: text/event-stream\r\ncontent-type: application/json\r\n` +
        `authorization: Bearer ${learner.token}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
    await once(socket, "data");
    socket.pause();
    await eventually("subscribed", async () => (await live.processesAt(id)) === 1, PATIENCE_MS);
    const output = "x".repeat(64 * 1024);
    for (let i = 0; i < 400; i++) await live.publishTo(id, testEvent(running, 400, i, passedTest(i, output)));
    await eventually("let go", async () => (await live.processesAt(id)) === 0, PATIENCE_MS);
    socket.destroy();
    await api.stop();
  });
});
