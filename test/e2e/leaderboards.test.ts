/** Leaderboards: ranks against PostgreSQL's, opt-out, flushes of Redis, live changes. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { ENTITIES } from "../support/entities.js";
import { globalId } from "../../src/kernel/global-id.js";
import { newId } from "../../src/kernel/ids.js";
import { boardOf } from "../../src/modules/insight/leaderboards/boards/board.js";
import { globalScope } from "../../src/modules/insight/leaderboards/boards/global.scope.js";
import { createLeaderboardsService } from "../../src/modules/insight/leaderboards/leaderboards.service.js";
import { LISTED } from "../../src/modules/insight/leaderboards/standings.js";
import { createBoardStore } from "../../src/modules/insight/leaderboards/store/board-store.js";
import { createDatabase, type Database } from "../../src/platform/database/database.js";
import { clientOf, type Client } from "../support/client.js";
import { announceSecurity, eventually, WITHOUT_JUDGE } from "../support/events.js";
import {
  CreateClassDocument,
  CreateOrganizationDocument,
  CreateOrganizationLinkDocument,
  CreateTopicDocument,
  JoinClassDocument,
  JoinOrganizationDocument,
  LeaderboardAroundDocument,
  LeaderboardChangedDocument,
  LeaderboardDocument,
  LeaderboardSettingsDocument,
  LeaveClassDocument,
  LeaveOrganizationDocument,
  ReplaceClassJoinCodeDocument,
  UpdateLeaderboardSettingsDocument,
  UpdateOrganizationDocument,
  type LeaderboardQueryVariables,
} from "../support/generated.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { createInstructor, createLearner } from "../support/scenario.js";
import { statementsOf } from "../support/statements.js";
import { handled, judged } from "../support/verdicts.js";

type Person = Awaited<ReturnType<typeof createLearner>>;

let installation: Installation;
let api: Api;
let db: Database;
let redis: Redis;
let admin: Person;
let anonymous: Client;
beforeAll(async () => {
  installation = await createInstallation();
  api = await installation.startApi({ LOG_LEVEL: "debug" });
  await installation.startWorker(WITHOUT_JUDGE);
  db = await createDatabase({ url: installation.env.DATABASE_URL!, poolMax: 4, entities: ENTITIES, migrationsFolder: "migrations" });
  redis = new Redis(installation.env.REDIS_URL!);
  admin = await createInstructor(installation, api, "ADMIN");
  anonymous = clientOf(api);
});
/** Each test begins with empty boards. */
beforeEach(async () => {
  await handled(installation);
  await installation.sql("truncate xp_entries, xp_totals, leaderboard_settings");
  await forgetBoards();
});
afterAll(async () => {
  redis?.disconnect();
  await db?.close();
  await installation?.stop();
});

async function forgetBoards(): Promise<void> {
  const keys = await redis.keys(`${installation.env.REDIS_PREFIX}:*leaderboard*`);
  if (keys.length > 0) await redis.del(keys);
}

async function solve(who: Person, difficulty: string, topicId?: string): Promise<void> {
  const [made] = await installation.sql<{ id: string }>(
    `insert into problems (id, slug, title, statement, difficulty, tags, hints, language_limits, status, author_id, published_at)
     values (gen_random_uuid(), $1, 'Problem', '', $2, '{}', '{}', '{}', 'PUBLISHED', $3, now()) returning id`,
    [`p-${randomUUID()}`, difficulty, admin.userId],
  );
  if (topicId) await installation.sql("insert into problem_topics (problem_id, topic_id) values ($1, $2)", [made!.id, topicId]);
  await judged(installation, { userId: who.userId, problemId: globalId("Problem", made!.id), verdict: "ACCEPTED" });
}

const board = async (variables: LeaderboardQueryVariables = {}, who: Client = anonymous) =>
  (await who.request(LeaderboardDocument, variables)).leaderboard!;
const places = async (variables: LeaderboardQueryVariables = {}) =>
  (await board(variables)).nodes.map(({ rank, points, user }) => [user.username, rank, points]);
const people = async (count: number) => {
  const made: Person[] = [];
  for (let n = 0; n < count; n++) made.push(await createLearner(api));
  return made;
};

describe("a leaderboard", () => {
  it("ranks by XP, shares ranks of equal XP, and pages", async () => {
    const [a, b, c, d] = (await people(4)) as [Person, Person, Person, Person];
    await solve(a, "HARD");
    await solve(c, "MEDIUM");
    await solve(b, "MEDIUM");
    await solve(d, "EASY");
    const all = [
      [a.username, 1, 40],
      [b.username, 2, 20],
      [c.username, 2, 20],
      [d.username, 4, 10],
    ];
    expect(await places()).toEqual(all);
    for (const period of ["MONTH", "WEEK"] as const) expect(await places({ period })).toEqual(all);
    const first = await board({ first: 2 });
    expect(first).toMatchObject({ totalCount: 4, pageInfo: { hasNextPage: true } });
    expect(await places({ first: 2, after: first.pageInfo.endCursor })).toEqual(all.slice(2));
    const { leaderboardAroundViewer: around } = await c.request(LeaderboardAroundDocument, { radius: 1 });
    expect(around).toMatchObject({ own: { rank: 2, points: 20 }, memberCount: 4 });
    expect(around!.entries.map(({ rank, user }) => [user.id, rank])).toEqual([
      [b.userId, 2],
      [c.userId, 2],
      [d.userId, 4],
    ]);
    expect(await statementsOf(api, () => board({ first: 4 }))).toBe(await statementsOf(api, () => board({ first: 1 })));
  });

  it("of a topic counts its XP and that of topics below", async () => {
    const [a, b] = (await people(2)) as [Person, Person];
    const create = async (parent?: string) => {
      const input = { slug: `topic-${randomUUID()}`, name: "Topic", icon: "book", description: "A topic." };
      const { topic } = (await admin.request(CreateTopicDocument, { input })).createTopic;
      if (parent) await installation.sql("update topics set parent_id = $1 where id = $2", [parent, topic.id]);
      return topic.id;
    };
    const above = await create();
    const below = await create(above);
    await solve(a, "EASY", below);
    await solve(b, "MEDIUM");
    expect(await places({ scope: "TOPIC", scopeId: above })).toEqual([[a.username, 1, 10]]);
    await solve(b, "HARD", below);
    const both = [
      [b.username, 1, 40],
      [a.username, 2, 10],
    ];
    for (const scopeId of [above, below]) expect(await places({ scope: "TOPIC", scopeId })).toEqual(both);
    const code = async (variables: LeaderboardQueryVariables) =>
      board(variables).catch(
        (error: { response: { errors: { extensions: { code: string } }[] } }) => error.response.errors[0]!.extensions.code,
      );
    expect(await code({ scope: "TOPIC", scopeId: newId() })).toBe("NOT_FOUND");
    expect(await code({ scope: "TOPIC" })).toBe("BAD_USER_INPUT");
    expect(await code({ scope: "GLOBAL", scopeId: above })).toBe("BAD_USER_INPUT");
  });

  it("of a class is for its members, and has its present learners that have not opted out", async () => {
    const [a, b, stranger] = (await people(3)) as [Person, Person, Person];
    await solve(a, "HARD");
    await solve(stranger, "EASY");
    const { class: made } = (await admin.request(CreateClassDocument, { input: { title: "Class", timeZone: "UTC" } })).createClass;
    const scope = { scope: "CLASS", scopeId: made.id } as const;
    const code = (await admin.request(ReplaceClassJoinCodeDocument, { input: { id: made.id } })).replaceClassJoinCode.class.joinCode!;
    const shown = async () => (await board(scope, admin)).nodes.map(({ rank, points, user }) => [user.username, rank, points]);
    expect(await shown()).toEqual([]);
    for (const who of [a, b]) await who.request(JoinClassDocument, { input: { code } });
    await handled(installation);
    await solve(b, "EASY");
    expect(await shown()).toEqual([
      [a.username, 1, 40],
      [b.username, 2, 10],
    ]);
    expect((await board({ ...scope, period: "WEEK" }, b)).totalCount).toBe(2);
    for (const who of [stranger, anonymous]) expect(await who.errorOf(LeaderboardDocument, scope)).toMatchObject({ code: "NOT_FOUND" });
    await b.request(UpdateLeaderboardSettingsDocument, { input: { hidden: true } });
    expect(await shown()).toEqual([[a.username, 1, 40]]);
    await a.request(LeaveClassDocument, { input: { id: made.id } });
    expect(await shown()).toEqual([]);
    await handled(installation);
    expect((await board(scope, admin)).totalCount).toBe(0);
    expect(await a.errorOf(LeaderboardDocument, scope)).toMatchObject({ code: "NOT_FOUND" });
  });

  it("compare the learners of an organization, for staff, and for learners who see each other", async () => {
    const [a, b, stranger] = (await people(3)) as [Person, Person, Person];
    await solve(a, "HARD");
    const slug = `board-${randomUUID().slice(0, 8)}`;
    const { organization: made } = (await admin.request(CreateOrganizationDocument, { input: { name: "Board", slug } })).createOrganization;
    const scope = { scope: "ORGANIZATION", scopeId: made.id } as const;
    const shown = async () => (await board(scope, admin)).nodes.map(({ rank, points, user }) => [user.username, rank, points]);
    expect(await shown()).toEqual([]);
    const link = { input: { organizationId: made.id, role: "LEARNER" as never } };
    const code = (await admin.request(CreateOrganizationLinkDocument, link)).createOrganizationLink.invitation.code!;
    for (const who of [a, b]) await who.request(JoinOrganizationDocument, { input: { code } });
    await handled(installation);
    await solve(b, "EASY");
    const both = [
      [a.username, 1, 40],
      [b.username, 2, 10],
    ];
    expect(await shown()).toEqual(both);
    for (const who of [a, stranger, anonymous]) expect(await who.errorOf(LeaderboardDocument, scope)).toMatchObject({ code: "NOT_FOUND" });
    await admin.request(UpdateOrganizationDocument, { input: { id: made.id, expectedVersion: 1, membersVisible: true } });
    expect((await board(scope, a)).totalCount).toBe(2);
    await a.request(LeaveOrganizationDocument, { input: { id: made.id } });
    // Nobody is shown who has left; ranks follow with the event.
    expect((await shown()).map(([name]) => name)).toEqual([b.username]);
    await handled(installation);
    expect(await shown()).toEqual([[b.username, 1, 10]]);
    expect((await board(scope, admin)).totalCount).toBe(1);
  });

  it("leaves out who has opted out, at once, and shows them their own place", async () => {
    const [a, b] = (await people(2)) as [Person, Person];
    await solve(a, "HARD");
    await solve(b, "EASY");
    expect((await places()).length).toBe(2);
    await a.request(UpdateLeaderboardSettingsDocument, { input: { hidden: true } });
    expect(await places()).toEqual([[b.username, 1, 10]]);
    expect((await board()).totalCount).toBe(1);
    const { leaderboardAroundViewer: own } = await a.request(LeaderboardAroundDocument, {});
    expect(own).toMatchObject({ own: { rank: 1, points: 40 }, memberCount: 1 });
    expect(own!.entries.map(({ user }) => user.id)).toEqual([a.userId, b.userId]);
    expect((await a.request(LeaderboardSettingsDocument, {})).leaderboardSettings).toEqual({ hidden: true });
    await a.request(UpdateLeaderboardSettingsDocument, { input: { hidden: false } });
    expect((await places()).map(([name]) => name)).toEqual([a.username, b.username]);
  });

  it("leaves out suspended accounts", async () => {
    const [a, b] = (await people(2)) as [Person, Person];
    await solve(a, "HARD");
    await solve(b, "EASY");
    await installation.sql("update users set suspended_at = now() where id = $1", [a.userId]);
    // Nobody sees the account, even before the event has reached Redis.
    expect((await places()).map(([name]) => name)).toEqual([b.username]);
    await announceSecurity(installation, a.userId, "SUSPENDED");
    await handled(installation);
    expect(await places()).toEqual([[b.username, 1, 10]]);
  });

  it("is built again from PostgreSQL when Redis has lost it, once for many readers", async () => {
    const [a, b] = (await people(2)) as [Person, Person];
    await solve(a, "HARD");
    await solve(b, "EASY");
    const before = await places();
    await forgetBoards();
    for (const answer of await Promise.all(Array.from({ length: 8 }, () => places()))) expect(answer).toEqual(before);
  });

  it("announces changes, at most one a second", async () => {
    const [a, b] = (await people(2)) as [Person, Person];
    await solve(a, "EASY");
    await board();
    const watching = anonymous.subscribe(LeaderboardChangedDocument, {});
    const next = async () => Date.parse(((await watching.next()).value as { leaderboardChanged: { at: string } }).leaderboardChanged.at);
    const first = next();
    await eventually(
      async () => (await redis.pubsub("NUMSUB", `${installation.env.REDIS_PREFIX}:leaderboard:GLOBAL::ALL_TIME`))[1] as number,
      (count) => count > 0,
    );
    const times: number[] = [];
    for (let n = 0; n < 2; n++) {
      await solve(b, "EASY");
      times.push(await (n === 0 ? first : next()));
    }
    await watching.return!();
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(900);
  });
});

/** Same numbers on each run. */
function random(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32;
}

describe("ranks", () => {
  it("are PostgreSQL's after 10,000 random operations", async () => {
    const next = random(7);
    const users = Array.from({ length: 300 }, () => newId());
    await installation.sql(
      `insert into users (id, email, username, display_name, bio, locale, timezone, role)
       select id, id || '@codequest.example', 'r' || right(id::text, 20), 'R', '', 'en', 'UTC', 'LEARNER' from unnest($1::uuid[]) id`,
      [users],
    );
    await installation.sql("insert into xp_totals (user_id, points) select id, 0 from unnest($1::uuid[]) id", [users]);
    const prefix = `${installation.env.REDIS_PREFIX}-ranks`;
    const store = createBoardStore({ redis, env: { REDIS_PREFIX: prefix }, log: { warn: console.warn } as never });
    const service = createLeaderboardsService({ db, store, changed: () => undefined });
    const all = boardOf(globalScope, "", "ALL_TIME");
    const sums = new Map<string, number>();
    let differences = 0;
    for (let batch = 0; batch < 20; batch++) {
      const awarded: { id: string; points: number }[] = [];
      const touched = new Set<string>();
      const changed = { hidden: [] as string[], shown: [] as string[], suspended: [] as string[], reinstated: [] as string[] };
      for (let n = 0; n < 500; n++) {
        const id = users[Math.floor(next() * users.length)]!;
        touched.add(id);
        const kind = next();
        if (kind < 0.8) {
          const drawn = [10, 20, 40, -10, -20][Math.floor(next() * 5)]!;
          const points = (sums.get(id) ?? 0) + drawn < 0 ? 10 : drawn;
          sums.set(id, (sums.get(id) ?? 0) + points);
          awarded.push({ id, points });
        } else changed[(["hidden", "shown", "suspended", "reinstated"] as const)[Math.floor(next() * 4)]!].push(id);
      }
      await installation.sql(
        `with entries as (
           insert into xp_entries (id, user_id, cause_kind, cause_id, subject_id, points, topic_ids, earned_at)
           select gen_random_uuid(), id, 'test', gen_random_uuid(), gen_random_uuid(), points, '{}', now()
           from unnest($1::uuid[], $2::int[]) as e (id, points) returning user_id, points
         ), sums as (select user_id, sum(points)::int as points from entries group by 1)
         update xp_totals t set points = t.points + sums.points from sums where t.user_id = sums.user_id`,
        [awarded.map(({ id }) => id), awarded.map(({ points }) => points)],
      );
      await installation.sql(
        `insert into leaderboard_settings (user_id, hidden) select distinct on (id) id, hidden
         from (select id, true as hidden from unnest($1::uuid[]) id union all select id, false from unnest($2::uuid[]) id) a
         on conflict (user_id) do update set hidden = excluded.hidden`,
        [changed.hidden, changed.shown],
      );
      await installation.sql("update users set suspended_at = case when id = any($1::uuid[]) then now() end where id = any($2::uuid[])", [
        changed.suspended,
        [...changed.suspended, ...changed.reinstated],
      ]);
      await service.refresh([...touched]);
      if (batch === 9) await redis.del(await redis.keys(`${prefix}:*`));
      const wanted = await installation.sql<{ id: string; points: number; rank: number }>(
        `select user_id as id, points, rank() over (order by points desc)::int as rank from (
           select e.user_id, sum(e.points)::int as points from xp_entries e join users u on u.id = e.user_id
           where ${LISTED} group by 1 having sum(e.points) > 0) sums order by points desc, user_id`,
      );
      const { members, size } = await service.page(db.em.fork(), all, { count: 1000, direction: "forward", after: null, before: null });
      if (size !== wanted.length) differences++;
      for (const [index, row] of wanted.entries()) if (JSON.stringify(members[index]) !== JSON.stringify(row)) differences++;
      const middle = wanted[Math.floor(wanted.length / 2)]!;
      const { own, members: near } = await service.around(db.em.fork(), all, middle.id, 3);
      if (own?.rank !== middle.rank || near.some(({ id, rank }) => wanted.find((each) => each.id === id)?.rank !== rank)) differences++;
      const at = wanted.indexOf(middle);
      const [later, earlier] = await Promise.all([
        service.page(db.em.fork(), all, { count: 20, direction: "forward", after: middle, before: null }),
        service.page(db.em.fork(), all, { count: 20, direction: "backward", after: null, before: middle }),
      ]);
      if (JSON.stringify(later.members) !== JSON.stringify(wanted.slice(at + 1, at + 21))) differences++;
      if (JSON.stringify(earlier.members) !== JSON.stringify(wanted.slice(Math.max(0, at - 20), at))) differences++;
    }
    expect(differences).toBe(0);
  });
});
