/** Many sockets, slow ones, dead ones, and all of them at once. Events are published as a worker would. */
import { setTimeout as delay } from "node:timers/promises";
import { jest } from "@jest/globals";
import { createClient } from "graphql-ws";
import { WebSocket } from "ws";
import { testEvent } from "../../src/modules/practice/submissions/live/submission-status.event.js";
import { globalId } from "../../src/kernel/global-id.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Env, type Installation, type Place } from "../support/installation.js";
import { ownTokens, sessionIdOf } from "../support/people.js";
import { liveSubmissions, passedTest } from "../support/live-submissions.js";
import { createPause } from "../support/pauses.js";
import { PROVES_ALL } from "../support/proofs.js";
import { createLearner, createProblem, type Problem } from "../support/scenario.js";
import { silencedProxy } from "../support/silenced-proxy.js";
import { openSocket, type Socket } from "../support/socket.js";
import { statementsOf } from "../support/statements.js";

type Learner = Awaited<ReturnType<typeof createLearner>>;

const WATCH = `subscription ($id: ID!) { submissionStatus(submissionId: $id) { sequence status verdict testsFinished test { sample { actual } } } }`;
/** Long enough for a busy test process to answer in. */
const KEEP_ALIVE_MS = 2000;
const MANY = PROVES_ALL ? 200 : 60;

jest.setTimeout(240_000);

let installation: Installation;
let live: ReturnType<typeof liveSubmissions>;
let author: { api: Api; problem: Problem };

beforeAll(async () => {
  installation = await createInstallation();
  live = liveSubmissions(installation);
  const api = await installation.startApi();
  author = { api, problem: await createProblem(installation, api) };
});

afterAll(async () => {
  live?.close();
  await installation?.stop();
});

const startApi = (env: Env = {}, place?: Place) =>
  installation.startApi({ LOG_LEVEL: "debug", SOCKETS_PER_ACCOUNT: "1000", ...env }, place);

const submitted = (api: Api) => live.submitted(api, author.problem);
const processesAt = (id: string) => live.processesAt(id);

async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  const pause = createPause();
  while (!(await condition())) await pause();
}

async function watching(api: { wsUrl: string }, learner: Learner, id: string, query = WATCH): Promise<Socket> {
  const socket = await openSocket(api, { token: learner.token });
  await socket.acknowledged();
  socket.send(query, { variables: { id } });
  expect((await socket.next(({ id: operation }) => operation !== undefined)).type).toBe("next");
  return socket;
}

const openMany = <T>(open: (index: number) => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: MANY }, (_, i) => open(i)));

interface Shown {
  sequence: number;
  status: string;
  testsFinished: number;
}

const shownBy = ({ type, payload }: Socket["messages"][number]) =>
  type === "next" ? (payload as { data: { submissionStatus: Shown } }).data.submissionStatus : null;

const eventsOf = ({ messages }: Socket) => messages.flatMap((message) => shownBy(message) ?? []);

const isFinal = (message: Socket["messages"][number]) => shownBy(message)?.status === "FINISHED";

describe(`one event for ${MANY} sockets`, () => {
  it("costs one subscription in Redis and no statement, and is answered as each asked", async () => {
    const api = await startApi();
    const { learner, id, running, publish, finish } = await submitted(api);
    const other = `subscription Other ($id: ID!) { submissionStatus(submissionId: $id) { step: sequence status __typename ...T } }
      fragment T on SubmissionStatusEvent {
        test { index }
        submission { id language { id slug name fileName } judgement { status attempt testsFinished testsPassed tests { index verdict } testSetVersion finishedAt } }
      }`;
    const sockets = await openMany((i) => watching(api, learner, id, i % 2 ? WATCH : other));
    expect(await processesAt(id)).toBe(1);

    const statements = await statementsOf(api, async () => {
      await publish(testEvent(running, 6, 1, passedTest(0)));
      await publish(testEvent(running, 6, 2, passedTest(1)));
      await Promise.all(
        sockets.map((socket) =>
          socket.next((message) => JSON.stringify(message).includes('"index":1') || shownBy(message)?.testsFinished === 2),
        ),
      );
    });
    const passed = [0, 1].map((index) => ({ index, verdict: "ACCEPTED" }));
    const present = { status: "RUNNING", attempt: 1, testsFinished: 2, testsPassed: 2, tests: passed, testSetVersion: 1, finishedAt: null };
    const python = { id: globalId("Language", "python"), slug: "python", name: "Python 3", fileName: "main.py" };
    const submission = { id, language: python, judgement: present };
    // A slow timer reads the rows of all watchers together.
    expect(statements).toBeLessThanOrEqual(1);
    for (const [i, socket] of sockets.entries()) {
      const { data } = socket.messages.at(-1)!.payload as { data: { submissionStatus: object } };
      const shown = i % 2 ? { sequence: 4, verdict: null, testsFinished: 2 } : { step: 4, __typename: "SubmissionStatusEvent" };
      expect(data.submissionStatus).toEqual({
        status: "RUNNING",
        test: i % 2 ? { sample: { actual: "3\n" } } : { index: 1 },
        ...shown,
        ...(i % 2 ? {} : { submission }),
      });
    }

    sockets.pop()!.close();
    await finish();
    await Promise.all(sockets.map((socket) => socket.next(({ type }) => type === "complete")));
    await until(async () => (await processesAt(id)) === 0);
    sockets.forEach((socket) => socket.close());
    await api.stop();
  });
});

describe("sockets that do not read", () => {
  it("skip progress, get the end in order, and cost little memory", async () => {
    // An API that kept what is published here, 125 MiB, could not live.
    const api = await startApi({ WEBSOCKET_KEEP_ALIVE_MS: "600000", NODE_OPTIONS: "--max-old-space-size=192" });
    const submissions = await Promise.all(Array.from({ length: 5 }, () => submitted(api)));
    const slow = await Promise.all(submissions.map(({ learner, id }) => watching(api, learner, id)));
    const quick = await watching(api, submissions[0]!.learner, submissions[0]!.id);
    slow.forEach((socket) => socket.pause());

    const events = 400;
    const output = "x".repeat(64 * 1024);
    for (let i = 0; i < events; i++) {
      await Promise.all(submissions.map(({ id, running }) => live.publishTo(id, testEvent(running, events, i, passedTest(i, output)))));
      if (i % 50 === 0) await quick.next((message) => (shownBy(message)?.testsFinished ?? 0) > i);
    }
    await Promise.all(submissions.map(({ finish }) => finish()));
    await quick.next(isFinal);

    slow.forEach((socket) => socket.resume());
    await Promise.all(slow.map((socket) => socket.next(({ type }) => type === "complete")));
    for (const socket of slow) {
      const seen = eventsOf(socket);
      expect(seen.length).toBeLessThan(events);
      expect(seen.map(({ sequence }) => sequence)).toEqual(seen.map(({ sequence }) => sequence).toSorted((a, b) => a - b));
      expect(seen.filter(({ status }) => status === "FINISHED")).toEqual([seen.at(-1)]);
      socket.close();
    }
    quick.close();
    await api.stop();
  });

  it("are closed with 4499 when they give no sign of life, while others stay", async () => {
    const api = await startApi({ WEBSOCKET_KEEP_ALIVE_MS: String(KEEP_ALIVE_MS) });
    const { learner, id } = await submitted(api);
    const stuck = await watching(api, learner, id);
    const { learner: neighbour, id: other } = await submitted(api);
    const healthy = await watching(api, neighbour, other);
    stuck.pause();
    await until(async () => (await processesAt(id)) === 0);
    stuck.resume();
    expect(await stuck.closed).toEqual({ code: 4499, reason: "No response to pings; reconnect" });
    expect(await processesAt(other)).toBe(1);
    expect((await healthy.ask("{ __typename }")).data).toEqual({ __typename: "Query" });
    healthy.close();
    await api.stop();
  });

  it("are not listened to any more until they have taken what they asked for", async () => {
    const api = await startApi({ WEBSOCKET_KEEP_ALIVE_MS: "600000" });
    const socket = await openSocket(api);
    await socket.acknowledged();
    socket.pause();
    const filling = "x".repeat(16 * 1024);
    const most = 8000;
    let sent = 0;
    const isTaken = (ping: Promise<void>) => Promise.race([ping.then(() => true), delay(2000, false)]);
    while (sent < most && (await isTaken(socket.ping({ i: sent, filling })))) sent++;
    expect(sent).toBeLessThan(most);
    socket.resume();
    await socket.next(({ type, payload }) => type === "pong" && (payload as { i: number }).i === sent);
    socket.close();
    await api.stop();
  });
});

describe("a client that vanishes without a word", () => {
  it("is found and freed", async () => {
    const api = await startApi({ WEBSOCKET_KEEP_ALIVE_MS: String(KEEP_ALIVE_MS) });
    const { learner, id } = await submitted(api);
    const proxy = await silencedProxy(Number(new URL(api.url).port));
    await watching({ wsUrl: `ws://127.0.0.1:${proxy.port}/graphql` }, learner, id);
    await delay(KEEP_ALIVE_MS * 3);
    expect(await processesAt(id)).toBe(1);
    proxy.fallSilent();
    await until(async () => (await processesAt(id)) === 0);
    proxy.close();
    await api.stop();
  });
});

describe("the shares of sockets", () => {
  it("are kept for each address and each account, with 1013, and given back", async () => {
    const api = await startApi({ SOCKETS_PER_ADDRESS: "3", SOCKETS_PER_ACCOUNT: "2", TRUST_PROXY: "127.0.0.1" });
    const learner = await createLearner(api);
    const from = (address: string, token: string | null = null) => openSocket(api, { token, headers: { "x-forwarded-for": address } });
    const open = await Promise.all(["203.0.113.7", "203.0.113.7", "203.0.113.7"].map((address) => from(address)));
    await Promise.all(open.map((socket) => socket.acknowledged()));
    expect(await (await from("203.0.113.7")).closed).toEqual({ code: 1013, reason: "Too many connections from this address" });
    open[0]!.close();
    await open[0]!.closed;
    await (await from("203.0.113.7")).acknowledged();

    const own = await Promise.all(["2001:db8::1", "2001:db8:1::1"].map((address) => from(address, learner.token)));
    await Promise.all(own.map((socket) => socket.acknowledged()));
    const third = { code: 1013, reason: "Too many connections of this account" };
    expect(await (await from("2001:db8:2::1", learner.token)).closed).toEqual(third);
    own[0]!.close();
    await own[0]!.closed;
    await (await from("2001:db8:2::1", learner.token)).acknowledged();
    await api.stop();
  });

  it("leave a client of graphql-ws that retries to come in once there is room", async () => {
    const api = await startApi({ SOCKETS_PER_ACCOUNT: "1" });
    const learner = await createLearner(api);
    const first = await openSocket(api, { token: learner.token });
    await first.acknowledged();
    const codes: number[] = [];
    const client = createClient({
      url: api.wsUrl,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${learner.token}` },
      retryAttempts: Infinity,
      retryWait: () => delay(50),
      on: { closed: (event) => codes.push((event as CloseEvent).code) && first.close() },
    });
    const { value } = await client.iterate<{ me: { username: string } }>({ query: "{ me { username } }" }).next();
    expect(value).toEqual({ data: { me: { username: learner.username } } });
    expect(new Set(codes)).toEqual(new Set([1013]));
    await client.dispose();
    await api.stop();
  });
});

describe("an operation that fails", () => {
  const EMPTY = [
    ["@skip", "subscription { mySubmissionUpdates @skip(if: true) { status } }", {}],
    [
      "@include in a fragment",
      "subscription { ...F } fragment F on Subscription { mySubmissionUpdates @include(if: false) { status } }",
      {},
    ],
    ["@skip of an inline fragment", "subscription { ... @skip(if: true) { mySubmissionUpdates { status } } }", {}],
    ["@skip of a spread", "subscription { ...F @skip(if: true) } fragment F on Subscription { mySubmissionUpdates { status } }", {}],
    ["@skip by a variable", "subscription ($off: Boolean!) { mySubmissionUpdates @skip(if: $off) { status } }", { off: true }],
    ["@include by a default", "subscription ($on: Boolean = false) { mySubmissionUpdates @include(if: $on) { status } }", {}],
  ] as const;

  it("is an error of its own id, and leaves the socket and its other operations open", async () => {
    const api = await startApi();
    const { learner, id, finish } = await submitted(api);
    const socket = await watching(api, learner, id);
    for (const [what, query, variables] of EMPTY) {
      const operation = socket.send(query, { variables });
      const { type, payload } = await socket.next((message) => message.id === operation);
      expect({ what, type, payload }).toMatchObject({
        what,
        type: "error",
        payload: [{ message: expect.stringContaining("@skip"), extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }],
      });
    }
    await finish();
    await socket.next(isFinal);
    socket.close();
    await api.stop();
  });
});

describe("a socket whose access token ends", () => {
  it("is closed with 4403", async () => {
    const api = await startApi();
    const { userId, token: longer } = await createLearner(api);
    const { token } = await (await ownTokens(2)).issue({ userId: keyOf(userId), sessionId: sessionIdOf(longer!) });
    const socket = await openSocket(api, { token });
    await socket.acknowledged();
    expect(await socket.closed).toEqual({ code: 4403, reason: "EXPIRED" });
    expect(await (await openSocket(api, { token })).closed).toEqual({ code: 4403, reason: "EXPIRED" });
    await api.stop();
  });
});

describe(`${MANY} clients that come back at once, after their API was killed`, () => {
  it("are all let in again and see the end, while HTTP is answered", async () => {
    const first = await startApi({}, { own: true });
    const { learner, id, finish } = await submitted(first);
    let seen = 0;
    const ends = openMany(async () => {
      const client = createClient({
        url: first.wsUrl,
        webSocketImpl: WebSocket,
        connectionParams: { authorization: `Bearer ${learner.token}` },
        retryAttempts: 100,
        retryWait: () => delay(50),
        shouldRetry: () => true,
      });
      const verdicts: unknown[] = [];
      for await (const { data } of client.iterate<{ submissionStatus: { verdict: string | null } }>({
        query: WATCH,
        variables: { id },
      })) {
        verdicts.push(data!.submissionStatus.verdict);
        seen++;
      }
      await client.dispose();
      return verdicts.at(-1);
    });
    await until(() => seen === MANY);
    first.kill("SIGKILL");
    await first.ended;
    const second = await startApi({ PORT: new URL(first.url).port });
    while (seen < 2 * MANY) {
      const response = await fetch(second.url, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${learner.token}` },
        body: JSON.stringify({ query: "{ me { username } }" }),
      });
      expect(await response.json()).toMatchObject({ data: { me: { username: learner.username } } });
    }
    await finish();
    expect(await ends).toEqual(Array(MANY).fill("ACCEPTED"));
    await second.stop();
  });
});
