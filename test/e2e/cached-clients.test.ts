/** Apollo Client's and urql's normalised caches with a live API: they update by themselves, and complain of nothing. */
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it, jest } from "@jest/globals";
import { cacheExchange, type KeyingConfig } from "@urql/exchange-graphcache";
import { Client as UrqlClient, fetchExchange, subscriptionExchange } from "@urql/core";
import { getIntrospectionQuery, parse, type IntrospectionQuery } from "graphql";
import { createClient, type Client as SocketClient } from "graphql-ws";
import { WebSocket } from "ws";
import { announceSecurity, eventually } from "../support/events.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { createLearner, createProblem, SUM_ACCEPTED, type Problem } from "../support/scenario.js";

type Learner = Awaited<ReturnType<typeof createLearner>>;
type Data = Record<string, unknown>;

interface CachedClient {
  /** From the server, into the cache. */
  ask(source: string, variables?: object): Promise<Data>;
  change(source: string, variables: object): Promise<Data>;
  /** From the cache alone; null when a part is missing. */
  cached(source: string, variables?: object): Promise<Data | null>;
  /** Resolves when the server completes it. */
  watch(source: string, variables: object): Promise<void>;
}

interface Transport {
  url: string;
  fetch: typeof fetch;
  socket: SocketClient;
}

const SUBMISSION = `id createdAt language { id name } problem { id title }
  judgement { id status verdict testsFinished testsPassed tests { index verdict } }`;
const CATALOG = `{ problems(first: 5) { edges { cursor node { id title statement difficulty topics { id name } samples { name input output }
  languageLimits { timeLimitMs language { id name } } } } pageInfo { hasNextPage endCursor } totalCount } }`;
const SUBMISSIONS = `{ submissions(first: 10) { edges { cursor node { ${SUBMISSION} } } pageInfo { hasNextPage endCursor } } }`;
const SUBMIT = `mutation ($input: SubmitCodeInput!) { submitCode(input: $input) { submission { ${SUBMISSION} } } }`;
const WATCH = `subscription ($id: ID!) { submissionStatus(submissionId: $id) { status
  submission { id judgement { id status verdict testsFinished testsPassed tests { index verdict } } } } }`;
const NOTIFICATIONS = `{ notifications(first: 10) { edges { node { id title readAt subject { __typename ... on Node { id } } } } } unreadNotificationCount }`;
const MARK = `mutation ($input: MarkNotificationsReadInput!) { markNotificationsRead(input: $input) { markedCount notifications { id readAt } } }`;
const NODE = `query ($id: ID!) { node(id: $id) { id ... on Problem { title statement } } }`;
const SITE = ["{ site { registrationOpen } judge { level } }", "{ site { sourceLimitBytes } judge { paused } }"] as const;

async function apollo({ url, fetch, socket }: Transport): Promise<CachedClient> {
  // Its build for development, which warns.
  Object.assign(globalThis, { __DEV__: true });
  const { ApolloClient, ApolloLink, HttpLink, InMemoryCache } = await import("@apollo/client");
  const { GraphQLWsLink } = await import("@apollo/client/link/subscriptions");
  const client = new ApolloClient({
    cache: new InMemoryCache({ typePolicies: { Judge: { keyFields: [] }, Site: { keyFields: [] } } }),
    link: ApolloLink.split(
      ({ operationType }) => (operationType as string) === "subscription",
      new GraphQLWsLink(socket),
      new HttpLink({ uri: url, fetch }),
    ),
  });
  return {
    ask: async (source, variables) => (await client.query({ query: parse(source), variables, fetchPolicy: "network-only" })).data as Data,
    change: async (source, variables) => (await client.mutate({ mutation: parse(source), variables })).data as Data,
    cached: async (source, variables) => client.readQuery({ query: parse(source), variables }) as Data | null,
    watch: (source, variables) =>
      new Promise((complete, fail) =>
        client
          .subscribe({ query: parse(source), variables })
          .subscribe({ error: fail, complete, next: ({ error }) => error && fail(error as Error) }),
      ),
  };
}

/** Objects without an id are values, kept in what they stand in. As in docs/frontend.md. */
function keysOf({ __schema }: IntrospectionQuery): KeyingConfig {
  const values = __schema.types.filter((type) => type.kind === "OBJECT" && !type.fields.some(({ name }) => name === "id"));
  return Object.fromEntries(values.map(({ name }) => [name, () => null]));
}

async function urql({ url, fetch, socket }: Transport): Promise<CachedClient> {
  const introspected = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: getIntrospectionQuery() }),
  });
  const { data: schema } = (await introspected.json()) as { data: IntrospectionQuery };
  const client = new UrqlClient({
    url,
    fetch,
    preferGetMethod: false,
    exchanges: [
      cacheExchange({ schema, keys: keysOf(schema) }),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: (operation) => ({
          subscribe: (sink) => ({ unsubscribe: socket.subscribe({ ...operation, query: operation.query ?? "" }, sink) }),
        }),
      }),
    ],
  });
  const dataOf = ({ data, error }: { data?: unknown; error?: Error }) => {
    if (error) throw error;
    return data as Data;
  };
  return {
    ask: async (source, variables = {}) => dataOf(await client.query(source, variables, { requestPolicy: "network-only" }).toPromise()),
    change: async (source, variables) => dataOf(await client.mutation(source, variables).toPromise()),
    cached: async (source, variables = {}) =>
      dataOf(await client.query(source, variables, { requestPolicy: "cache-only" }).toPromise()) ?? null,
    watch: (source, variables) =>
      new Promise((complete, fail) => {
        const { unsubscribe } = client.subscription(source, variables).subscribe(({ error, data, hasNext }) => {
          if (error) fail(error);
          const { status } = (data as { submissionStatus: { status: string } }).submissionStatus;
          if (hasNext === false || status === "FINISHED") setImmediate(() => (unsubscribe(), complete()));
        });
      }),
  };
}

let installation: Installation;
let api: Api;
let problem: Problem;
beforeAll(async () => {
  installation = await createInstallation();
  api = await installation.startApi();
  await installation.startWorker();
  problem = await createProblem(installation, api);
});

afterAll(() => installation.stop());

describe.each([
  ["Apollo Client", apollo],
  ["urql's graphcache", urql],
])("%s", (_name, connect) => {
  let learner: Learner;
  let socket: SocketClient;
  let client: CachedClient;
  let requests = 0;
  const said: unknown[][] = [];
  beforeEach(async () => {
    said.length = 0;
    for (const method of ["warn", "error"] as const) jest.spyOn(console, method).mockImplementation((...words) => void said.push(words));
    learner = await createLearner(api);
    const authorization = `Bearer ${learner.token}`;
    socket = createClient({ url: api.wsUrl, webSocketImpl: WebSocket, connectionParams: { authorization }, retryAttempts: 0 });
    const authorizedFetch: typeof fetch = (input, init) => {
      requests++;
      const headers = new Headers(init?.headers);
      headers.set("authorization", authorization);
      return fetch(input, { ...init, headers });
    };
    client = await connect({ url: api.url, fetch: authorizedFetch, socket });
  });

  afterEach(async () => {
    await socket.dispose();
    jest.restoreAllMocks();
    expect(said).toEqual([]);
  });

  it("shows in its list what the events of a submission say, without another request", async () => {
    expect((await client.ask(CATALOG)).problems).toMatchObject({ edges: [{ node: { id: problem.id } }] });
    const input = { problemId: problem.id, ...SUM_ACCEPTED };
    const { submission } = (await client.change(SUBMIT, { input })).submitCode as { submission: { id: string; judgement: object } };
    expect(submission).toMatchObject({ language: { name: "Python 3" }, judgement: { verdict: null } });
    expect((await client.ask(SUBMISSIONS)).submissions).toMatchObject({ edges: [{ node: { id: submission.id } }] });

    const before = requests;
    await client.watch(WATCH, { id: submission.id });
    const passed = { status: "FINISHED", verdict: "ACCEPTED", testsFinished: problem.testCount, testsPassed: problem.testCount };
    expect(await client.cached(SUBMISSIONS)).toMatchObject({
      submissions: { edges: [{ node: { id: submission.id, judgement: passed } }] },
    });
    expect(requests).toBe(before);
  });

  it("shows notifications as read once they are marked, without another request", async () => {
    await announceSecurity(installation, learner.userId);
    const edgesOf = (data: Data | null) => (data!.notifications as { edges: { node: { id: string; readAt: string | null } }[] }).edges;
    const [edge] = await eventually(
      async () => edgesOf(await client.ask(NOTIFICATIONS)),
      (edges) => edges.length > 0,
    );
    expect(edge!.node.readAt).toBeNull();
    await client.change(MARK, { input: { ids: [edge!.node.id] } });
    const before = requests;
    expect(edgesOf(await client.cached(NOTIFICATIONS))[0]!.node.readAt).toEqual(expect.any(String));
    expect(requests).toBe(before);
  });

  it("reads an object again by its id, and keeps it under the same", async () => {
    await client.ask(CATALOG);
    const { node } = await client.ask(NODE, { id: problem.id });
    expect(node).toMatchObject({ id: problem.id, title: expect.any(String) });
    expect((await client.cached(NODE, { id: problem.id }))!.node).toEqual(node);
  });

  it("keeps what two queries read of the site and of the judge", async () => {
    for (const source of SITE) await client.ask(source);
    for (const source of SITE) expect(await client.cached(source)).toMatchObject({ site: {}, judge: {} });
  });
});
