/** Documents that are made to cost the server far more than their sender. */
import { createHash } from "node:crypto";
import { Redis } from "ioredis";
import { getIntrospectionQuery } from "graphql";
import { createInstallation, type Api, type Installation } from "../../support/installation.js";
import { createLearner, eventually } from "../../support/scenario.js";
import { openSocket, type Answer } from "../../support/socket.js";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const persisted = (sha256Hash: unknown, version: unknown = 1) => ({ extensions: { persistedQuery: { version, sha256Hash } } });

let installation: Installation;
let api: Api;
let redis: Redis;

beforeAll(async () => {
  installation = await createInstallation();
  api = await installation.startApi();
  redis = new Redis(installation.env.REDIS_URL!);
});

afterAll(async () => {
  redis?.disconnect();
  await installation?.stop();
});

interface Cost {
  requested: number;
  remaining: number;
}

async function post(body: object, headers: Record<string, string> = {}): Promise<Answer & { status: number; cost?: Cost }> {
  const response = await fetch(api.url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as Answer & { extensions?: { cost?: Cost } };
  return { ...answer, status: response.status, cost: answer.extensions?.cost };
}

const codeOf = ({ errors }: Answer) => errors?.[0]?.extensions.code;

/** Documents in Redis, and how many bytes they have. */
async function kept(): Promise<{ count: number; bytes: number }> {
  const key = `{${installation.env.REDIS_PREFIX}:persisted}`;
  return { count: await redis.hlen(`${key}:documents`), bytes: Number((await redis.get(`${key}:bytes`)) ?? 0) };
}

describe("persisted queries", () => {
  const register = (query: string, headers?: Record<string, string>) => post({ query, ...persisted(sha256(query)) }, headers);

  it("are kept up to 64 KiB", async () => {
    const before = await kept();
    const long = `{ __typename } #${"x".repeat(64 * 1024)}`;
    expect((await register(long)).data).toEqual({ __typename: "Query" });
    const short = `{ __typename } #${"x".repeat(60 * 1024)}`;
    await register(short);
    await eventually("the short one is kept", async () => (await kept()).count === before.count + 1);
    expect(codeOf(await post(persisted(sha256(long))))).toBe("PERSISTED_QUERY_NOT_FOUND");
    expect((await kept()).bytes - before.bytes).toBe(short.length);
  });

  it("of megabytes are refused and leave nothing behind", async () => {
    const before = await kept();
    for (let n = 0; n < 5; n++) {
      expect(codeOf(await register(`{ __typename } #${n}${"x".repeat(3_000_000)}`))).toBe("QUERY_TOO_COMPLEX");
    }
    expect(await kept()).toEqual(before);
  });

  it("are not kept when they are not valid", async () => {
    const before = await kept();
    const invalid = "{ nothingOfThisName }";
    expect(codeOf(await register(invalid))).toBe("GRAPHQL_VALIDATION_FAILED");
    expect(codeOf(await post(persisted(sha256(invalid))))).toBe("PERSISTED_QUERY_NOT_FOUND");
    expect(await kept()).toEqual(before);
  });

  it("of one account are kept up to its share, and its requests are answered all the same", async () => {
    const greedy = { authorization: `Bearer ${(await createLearner(api)).token}` };
    const before = await kept();
    const queries = Array.from({ length: 320 }, (_, n) => `query Greedy${n} { __typename }`);
    for (const query of queries) expect((await register(query, greedy)).data).toEqual({ __typename: "Query" });
    await eventually("its share is kept", async () => (await kept()).count === before.count + 300);
    const other = { authorization: `Bearer ${(await createLearner(api)).token}` };
    await register("query OfAnother { __typename }", other);
    await eventually("another account's is kept", async () => (await kept()).count === before.count + 301);
  });

  it.each([
    ["of another document", { query: "{ __typename }", ...persisted(sha256("{ me { id } }")) }],
    ["that is no hash", persisted("../../etc/passwd")],
    ["that is a number", persisted(12)],
    ["that is missing", persisted(undefined)],
    ["of another version", { query: "{ __typename }", ...persisted(sha256("{ __typename }"), 2) }],
    ["in place of its object", { extensions: { persistedQuery: "x" } }],
    ["in a list", { extensions: { persistedQuery: [] } }],
  ])("with a hash %s are BAD_REQUEST", async (_name, body) => {
    const answer = await post(body);
    expect({ status: answer.status, code: codeOf(answer) }).toEqual({ status: 400, code: "BAD_REQUEST" });
    expect(api.logs()).not.toContain("request failed");
  });
});

describe("a document", () => {
  const fragments = `{ ...A ...B } fragment A on Query { ${"errorCodes ".repeat(15)} } fragment B on Query { ${"errorCodes ".repeat(15)} }`;
  const nestedAliases = `{ problems { nodes: edges { ${Array.from({ length: 9 }, (_, n) => `a${n}: node { ...F }`).join(" ")} } } }
    fragment F on Problem { ${Array.from({ length: 6 }, (_, n) => `b${n}: title`).join(" ")} }`;
  const operations = Array.from({ length: 300 }, (_, n) => `query Q${n} { ...F0 }`).join(" ");
  const chain = Array.from({ length: 300 }, (_, n) => `fragment F${n} on Query { ${n < 299 ? `...F${n + 1}` : "errorCodes"} }`).join(" ");

  it.each([
    ["a thousand root fields", `{ ${"site: errorCodes ".repeat(1200)} }`],
    ["root fields in two fragments", fragments],
    ["aliases in fragments that are spread often", nestedAliases],
    ["many fields of one name", `{ problems { edges { node { ${"title ".repeat(1200)} } } } }`],
    ["many fields of one name in a fragment that nothing spreads", `{ errorCodes } fragment F on Problem { ${"title ".repeat(1200)} }`],
    ["fragments that double", doubling(12)],
    ["many operations over many fragments", `${operations} ${chain}`],
    ["twenty introspections", `{ ${Array.from({ length: 20 }, (_, n) => `a${n}: ${introspection()}`).join(" ")} }`],
  ])("with %s is refused, over HTTP and over a WebSocket", async (_name, query) => {
    expect(codeOf(await post({ query }))).toBe("QUERY_TOO_COMPLEX");
    const socket = await openSocket(api);
    await socket.acknowledged();
    expect(codeOf(await socket.ask(query))).toBe("QUERY_TOO_COMPLEX");
    socket.close();
  });

  it("of introspection costs as it answers", async () => {
    const { cost, errors } = await post({ query: getIntrospectionQuery({ inputValueDeprecation: true }) });
    expect(errors).toBeUndefined();
    expect(cost!.requested).toBeGreaterThan(1000);
  });

  it("that is refused is paid for", async () => {
    const learner = await createLearner(api);
    const headers = { authorization: `Bearer ${learner.token}` };
    const remaining = async (query: string) => (await post({ query }, headers)).cost!.remaining;
    const before = await remaining("{ __typename }");
    await post({ query: `{ ${"errorCodes ".repeat(1200)} }` }, headers);
    expect(await remaining("{ __typename }")).toBeLessThan(before - 100);
  });

  // As a ratio, since a loaded machine takes longer for both: the attack took a hundred times the plain request.
  it.each([
    ["fields at the root", `{ ${"site { registrationOpen } ".repeat(1200)} }`],
    ["fields below", `{ problems { edges { node { ${"author { username } ".repeat(1200)} } } } }`],
    ["unknown fields after many lines", `{ ${"\n".repeat(200_000)} ${Array.from({ length: 400 }, (_, n) => `x${n}`).join(" ")} }`],
  ])(
    "of many %s takes no more than a large answer",
    async (_name, query) => {
      const timeOf = async (body: object) => {
        const start = performance.now();
        await post(body);
        return performance.now() - start;
      };
      const large = { query: getIntrospectionQuery() };
      await timeOf(large);
      const ratios: number[] = [];
      // In turn, so that both meet the same load of the machine.
      for (let round = 0; round < 7; round++) ratios.push((await timeOf({ query })) / (await timeOf(large)));
      expect(ratios.sort((one, other) => one - other)[3]).toBeLessThan(10);
    },
    300_000,
  );
});

function doubling(levels: number): string {
  const steps = Array.from({ length: levels }, (_, n) => `fragment F${n} on Topic { ...F${n + 1} ...F${n + 1} }`).join(" ");
  return `{ topics { ...F0 } } ${steps} fragment F${levels} on Topic { slug }`;
}

/** The field of the query that tools send, without its fragments' names in the way. */
function introspection(): string {
  return `__schema { types { name description fields { name description args { name type { name ofType { name } } } type { name } } } }`;
}
