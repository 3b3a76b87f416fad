import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { jest } from "@jest/globals";
import { Redis } from "ioredis";
import * as z from "zod";
import { contract } from "../../src/kernel/contract.js";
import { createLogger } from "../../src/platform/telemetry/logger.js";
import { createReadCache, type CacheRegion, type ReadCache } from "../../src/platform/redis/read-cache.js";
import { published } from "../support/authoring.js";
import { clientOf, type Client } from "../support/client.js";
import {
  ArchiveProblemDocument,
  CreateTopicDocument,
  ProblemCountDocument,
  ProblemsDocument,
  TopicsDocument,
  UpdateTopicDocument,
  type ProblemsQueryVariables,
} from "../support/generated.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { startProxy, type Proxy } from "../support/proxy.js";
import { WITHOUT_JUDGE } from "../support/events.js";
import { createInstructor, createLearner, eventually } from "../support/scenario.js";
import { sqlOf } from "../support/statements.js";

const A_WHILE_MS = 60_000;

describe("the cache of reads", () => {
  let redis: Redis;
  let cache: ReadCache;
  const env = { REDIS_PREFIX: `cache-${randomUUID()}` };
  const log = createLogger("silent", "test");

  beforeAll(async () => {
    redis = new Redis(process.env.REDIS_URL!);
    await once(redis, "ready");
    cache = createReadCache({ redis, env, log });
  });

  afterAll(() => redis?.disconnect());

  const region = (longestMs = A_WHILE_MS): CacheRegion<{ n: number }> => ({
    name: randomUUID(),
    longestMs,
    content: contract("answer", z.object({ n: z.int() })),
  });
  /** Answers with how often it was asked. */
  const counting = (work: () => Promise<unknown> = () => Promise.resolve()) => {
    let n = 0;
    return async () => {
      const answer = { n: ++n };
      await work();
      return answer;
    };
  };

  it("parses a result once, hands it out frozen, and a new one after an invalidation", async () => {
    const hot = region();
    const load = counting();
    const readers = ["shared", "shared"].map(() => createReadCache({ redis, env: { REDIS_PREFIX: hot.name }, log }));
    const [mine, other] = readers as [ReadCache, ReadCache];
    await other.read(hot, "a", load);
    let first = { n: 0 };
    await eventually("read from Redis", async () => Object.isFrozen((first = await mine.read(hot, "a", load))));
    expect(await mine.read(hot, "a", load)).toBe(first);
    await other.forget(hot);
    expect((await mine.read(hot, "a", load)).n).toBeGreaterThan(first.n);
  });

  it("loads once for many who ask at the same moment, in whichever process", async () => {
    const load = counting(() => delay(50));
    const hot = region();
    const caches = ["one", "one", "another"].map((prefix) => createReadCache({ redis, env: { REDIS_PREFIX: prefix }, log }));
    const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => caches[i % 2]!.read(hot, "a", load)));
    expect(new Set(answers.map(({ n }) => n))).toEqual(new Set([1]));
    expect(await caches[2]!.read(hot, "a", load)).toEqual({ n: 2 });
  });

  it("asks Redis once for each reader that waits for a load of its own process", async () => {
    const { promise: loaded, resolve: finish } = Promise.withResolvers<void>();
    const it = region();
    const load = counting(() => loaded);
    const asked = jest.spyOn(redis, "eval");
    const readers = Array.from({ length: 10 }, () => cache.read(it, "a", load));
    // Answered after all that was asked before. The readers have then taken their answers.
    await redis.ping();
    await new Promise(setImmediate);
    finish();
    expect(new Set((await Promise.all(readers)).map(({ n }) => n))).toEqual(new Set([1]));
    // Each reader, and one result to keep.
    expect(asked).toHaveBeenCalledTimes(11);
    asked.mockRestore();
  });

  it("keeps the answers of keys and regions apart", async () => {
    const [one, two] = [region(), region()];
    const load = counting();
    const read = [cache.read(one, "a", load), cache.read(one, "b", load), cache.read(two, "a", load)];
    expect((await Promise.all(read)).map(({ n }) => n).sort()).toEqual([1, 2, 3]);
  });

  it("serves nothing that was loaded before its region was forgotten", async () => {
    const it = region();
    const { promise: loaded, resolve: finish } = Promise.withResolvers<void>();
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const slow = cache.read(it, "a", async () => {
      begin();
      await loaded;
      return { n: 1 };
    });
    await begun;
    await cache.forget(it);
    expect(await cache.read(it, "a", () => Promise.resolve({ n: 2 }))).toEqual({ n: 2 });
    finish();
    expect(await slow).toEqual({ n: 1 });
    expect(await cache.read(it, "a", () => Promise.resolve({ n: 3 }))).toEqual({ n: 2 });
  });

  it("forgets by itself in time", async () => {
    const it = region(300);
    const load = counting();
    await cache.read(it, "a", load);
    await eventually("it is loaded again", async () => (await cache.read(it, "a", load)).n > 1);
  });

  it("loads again what another version of the program stored in another form", async () => {
    const it = region();
    const older = { ...it, content: contract("older answer", z.object({ count: z.int() })) };
    const olderProcess = createReadCache({ redis, env, log });
    await olderProcess.read(older, "a", () => Promise.resolve({ count: 1 }));
    await eventually("it is stored", async () => (await olderProcess.read(older, "a", () => Promise.resolve({ count: 2 }))).count === 1);
    expect(await cache.read(it, "a", () => Promise.resolve({ n: 3 }))).toEqual({ n: 3 });
    await eventually("it is replaced", async () => (await cache.read(it, "a", () => Promise.resolve({ n: 4 }))).n === 3);
  });

  it("lets the next one load when loading fails", async () => {
    const it = region();
    await expect(cache.read(it, "a", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await cache.read(it, "a", () => Promise.resolve({ n: 1 }))).toEqual({ n: 1 });
  });

  it("does not wait for ever for a process that died while it loaded", async () => {
    const it = region();
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const dead = createReadCache({ redis, env, log });
    void dead.read(it, "a", () => new Promise(() => begin()));
    await begun;
    expect(await cache.read(it, "a", () => Promise.resolve({ n: 7 }))).toEqual({ n: 7 });
  });

  it("takes no more answers than it has room for, and answers all the same", async () => {
    const it = region();
    const load = counting();
    for (let i = 0; i < 300; i++) await cache.read(it, `made up ${i}`, load);
    const kept = await redis.keys(`*:read:${it.name}`);
    expect(await redis.hlen(kept[0]!)).toBeLessThanOrEqual(201);
    expect(await cache.read(it, "made up 299", load)).toEqual({ n: 301 });
  });
});

describe("hot public reads", () => {
  let installation: Installation;
  let proxy: Proxy;
  let api: Api;
  let other: Api;
  let author: Client;
  let visitor: Client;
  let learner: Awaited<ReturnType<typeof createLearner>>;

  beforeAll(async () => {
    proxy = await startProxy(process.env.REDIS_URL!);
    installation = await createInstallation({ REDIS_URL: proxy.through(process.env.REDIS_URL!) });
    [api, other] = await Promise.all([installation.startApi({ LOG_LEVEL: "debug" }), installation.startApi({ LOG_LEVEL: "debug" })]);
    author = await createInstructor(installation, api);
    [visitor, learner] = [clientOf(api), await createLearner(api)];
    for (let i = 0; i < 3; i++) await published(author);
  });

  afterAll(async () => {
    await installation?.stop();
    await proxy?.close();
  });

  const LIST = /from problems p left join problem_stats/;
  const titles = async (client: Client, variables: ProblemsQueryVariables = { first: 10 }) =>
    (await client.request(ProblemsDocument, variables)).problems.edges.map(({ node }) => node.title);

  it("ask PostgreSQL for the list once, for visitors and learners at every process", async () => {
    const everyone = [visitor, learner];
    // While Redis is slower than the cache waits for it, every caller reads by itself: then another burst is measured.
    await eventually("one query for a burst with Redis in time", async () => {
      await published(author);
      const asked = await sqlOf(api, async () => {
        await Promise.all(Array.from({ length: 30 }, (_, i) => titles(everyone[i % 2]!)));
      });
      return asked.filter((sql) => LIST.test(sql)).length === 1;
    });
    await eventually("no query", async () => !(await sqlOf(other, () => titles(clientOf(other)))).some((sql) => LIST.test(sql)));
  });

  it("show at once, at every process, what is published, edited and archived", async () => {
    await titles(visitor);
    const problem = await published(author);
    expect(await titles(clientOf(other))).toContain(problem.title);
    const total = async () => (await clientOf(other).request(ProblemCountDocument, {})).problems.totalCount;
    const before = await total();
    await author.request(ArchiveProblemDocument, { input: { id: problem.id } });
    expect(await titles(visitor)).not.toContain(problem.title);
    expect(await total()).toBe(before - 1);
  });

  it("show each learner their own progress, and the dates as they are", async () => {
    const problem = await published(author);
    await installation.sql("insert into problem_viewer_status (user_id, problem_id, solved) values ($1, $2, true)", [
      learner.userId,
      problem.id,
    ]);
    const seenBy = async (client: Client) => {
      const { problems } = await client.request(ProblemsDocument, { first: 10 });
      return problems.edges.map(({ node }) => node).find(({ id }) => id === problem.id)!;
    };
    const [first, own, again] = [await seenBy(visitor), await seenBy(learner), await seenBy(visitor)];
    expect([first.viewerStatus, own.viewerStatus, again.viewerStatus]).toEqual([null, "SOLVED", null]);
    expect(await seenBy(await createLearner(api))).toMatchObject({ viewerStatus: "NOT_TRIED" });
    expect(again.publishedAt).toBe(first.publishedAt);
    expect(new Date(again.publishedAt!).getTime()).toBeGreaterThan(Date.now() - A_WHILE_MS);
  });

  it("keep cursors that lead on, page by page, to the end", async () => {
    const everything = await titles(visitor, { first: 100 });
    const seen: string[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const { problems } = await visitor.request(ProblemsDocument, { first: 2, after });
      seen.push(...problems.edges.map(({ node }) => node.title));
      after = problems.pageInfo.hasNextPage ? problems.pageInfo.endCursor : null;
    }
    expect(seen).toEqual(everything);
  });

  it("show topics as they are after a change, with their counts", async () => {
    const admin = await createInstructor(installation, api, "ADMIN");
    const slug = `topic-${randomUUID().slice(0, 8)}`;
    const input = { slug, name: "Before", icon: "sprout", description: "" };
    const namesOf = async (client: Client) => (await client.request(TopicsDocument)).topics.map(({ name }) => name);
    await namesOf(visitor);
    const { createTopic } = await admin.request(CreateTopicDocument, { input });
    expect(await namesOf(clientOf(other))).toContain("Before");
    await admin.request(UpdateTopicDocument, { input: { id: createTopic.topic.id, name: "After" } });
    expect(await namesOf(visitor)).toContain("After");
    const count = async () => (await visitor.request(TopicsDocument)).topics.find((topic) => topic.slug === slug)!.problemCount;
    expect(await count()).toBe(0);
    await published(author, { topics: [slug] });
    expect(await count()).toBe(1);
  });

  it.each(["cut", "stall"] as const)("are right while Redis is away (%s)", async (how) => {
    await titles(visitor);
    proxy[how]();
    const title = `While away ${how}`;
    await installation.sql("update problems set title = $1 where id = (select id from problems where status = 'PUBLISHED' limit 1)", [
      title,
    ]);
    expect(await titles(visitor, { first: 100 })).toContain(title);
    expect((await visitor.request(TopicsDocument)).topics.length).toBeGreaterThan(0);
    proxy.pass();
  });

  it("are forgotten once Redis is back when it was away during the change", async () => {
    let problem = await published(author);
    // The API may not have reached Redis again since the test before.
    await eventually("a change is seen at once", async () => {
      problem = await published(author);
      return (await titles(visitor)).includes(problem.title);
    });
    proxy.cut();
    await author.request(ArchiveProblemDocument, { input: { id: problem.id } });
    proxy.pass();
    const worker = await installation.startWorker(WITHOUT_JUDGE);
    await eventually("the list is forgotten", async () => !(await titles(visitor)).includes(problem.title));
    await worker.stop();
  });
});
