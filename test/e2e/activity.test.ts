/** Feeds: what is recorded, who may see it, following and blocking, live entries, plans on generated data. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { DECLARATIONS, ENTITIES } from "../../src/app/declared.js";
import { globalId } from "../../src/kernel/global-id.js";
import { newId } from "../../src/kernel/ids.js";
import { activityPersonalData } from "../../src/modules/insight/activity/activity.personal-data.js";
import { activityOfClass } from "../../src/modules/insight/activity/feeds/activity.loaders.js";
import { followedActivity, watchedSince } from "../../src/modules/insight/activity/feeds/feeds.js";
import { createDatabase, rows, type Database, type EntityManager } from "../../src/platform/database/database.js";
import { publishedTrack } from "../support/content.js";
import { announce, WITHOUT_JUDGE } from "../support/events.js";
import {
  ActivityAddedDocument,
  ActivityOfFollowedDocument,
  ActivityTotalDocument,
  ActivitySettingsDocument,
  BlockedUsersDocument,
  BlockUserDocument,
  ClassActivityDocument,
  ClassesActivityDocument,
  CompleteLessonDocument,
  CreateClassDocument,
  EnrollDocument,
  FollowersDocument,
  FollowingActivityDocument,
  FollowingDocument,
  FollowUserDocument,
  JoinClassDocument,
  LeaveClassDocument,
  MyActivityDocument,
  NodeDocument,
  NotificationsDocument,
  RemoveFollowerDocument,
  ReplaceClassJoinCodeDocument,
  UnblockUserDocument,
  UnfollowUserDocument,
  UpdateActivitySettingsDocument,
  UserActivityDocument,
  type FollowingActivityQueryVariables,
  type UpdateActivitySettingsInput,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { bank, choose, publishedQuiz, question, single, start, submit } from "../support/quizzes.js";
import { createInstructor, createLearner } from "../support/scenario.js";
import { statementsOf } from "../support/statements.js";
import { announceVerdict, handled, judged } from "../support/verdicts.js";

type Person = Awaited<ReturnType<typeof createLearner>>;

let installation: Installation;
let api: Api;
let db: Database;
let author: Person;
beforeAll(async () => {
  installation = await createInstallation();
  api = await installation.startApi({ LOG_LEVEL: "debug" });
  await installation.startWorker(WITHOUT_JUDGE);
  db = await createDatabase({ url: installation.env.DATABASE_URL!, poolMax: 2, entities: ENTITIES, migrationsFolder: "migrations" });
  author = await createInstructor(installation, api);
});
afterAll(async () => {
  await db?.close();
  await installation?.stop();
});

/** A published problem, straight into the table; its global id. */
async function problem(difficulty = "EASY"): Promise<string> {
  const [made] = await installation.sql<{ id: string }>(
    `insert into problems (id, slug, title, statement, difficulty, tags, hints, language_limits, status, author_id, published_at)
     values (gen_random_uuid(), $1, 'Two Sum', '', $2, '{}', '{}', '{}', 'PUBLISHED', $3, now()) returning id`,
    [`p-${randomUUID()}`, difficulty, author.userId],
  );
  return globalId("Problem", made!.id);
}

const solve = (who: Person, problemId: string) => judged(installation, { userId: who.userId, problemId, verdict: "ACCEPTED" });
/** An entry about a problem, straight into the table. */
const entry = async (who: Person, problemId: string) => {
  const id = newId();
  await installation.sql(
    `insert into activities (id, user_id, kind, cause_id, subject_id, data, at) values ($1, $2, 'PROBLEM_SOLVED', $3, $4, '{}', now())`,
    [id, who.userId, id, keyOf(problemId)],
  );
  return globalId("Activity", id);
};
const share = (who: Person, input: UpdateActivitySettingsInput) => who.request(UpdateActivitySettingsDocument, { input });
const own = async (who: Person) => (await who.request(MyActivityDocument, { first: 50 })).myActivity.nodes;
const kindsOf = (entries: readonly { kind: string }[]) => entries.map(({ kind }) => kind).sort();
const feed = async (who: Person, page: FollowingActivityQueryVariables = { first: 50 }) =>
  (await who.request(FollowingActivityDocument, page)).followingActivity;
/** Kinds that the viewer sees on the account's profile; null if it shares nothing with the viewer. */
const seen = async (viewer: Person, who: Person) => {
  const { activity } = (await viewer.request(UserActivityDocument, { id: who.userId })).user;
  return activity ? kindsOf(activity.nodes) : null;
};
const follow = (who: Person, other: Person) => who.request(FollowUserDocument, { input: { userId: other.userId } });
const people = (count: number) => Promise.all(Array.from({ length: count }, () => createLearner(api)));
async function classWith(...members: Person[]): Promise<string> {
  const input = { title: "Algorithms", timeZone: "UTC" };
  const { id } = (await author.request(CreateClassDocument, { input })).createClass.class;
  const code = (await author.request(ReplaceClassJoinCodeDocument, { input: { id } })).replaceClassJoinCode.class.joinCode!;
  for (const member of members) await member.request(JoinClassDocument, { input: { code } });
  await handled(installation);
  return id;
}

describe("an entry", () => {
  it("is recorded for each kind, once, with its subject and a text in the reader's language, and is private by default", async () => {
    const [ada, other] = (await people(2)) as [Person, Person];
    const [easy, hard] = [await problem(), await problem("HARD")];
    for (const each of [easy, easy, hard]) await solve(ada, each);
    const { id: bankId } = await bank(author);
    const { id: questionId } = await question(author, bankId, single());
    const quiz = await publishedQuiz(author, [{ questionId }], { reveal: "AFTER_ATTEMPT" });
    const attempt = await start(ada, quiz.id);
    await submit(ada, attempt.id, [choose(attempt, 1, "correct")]);
    const track = await publishedTrack(author, [2]);
    await ada.request(EnrollDocument, { input: { trackId: track.id } });
    for (const lessonId of track.modules[0]!.lessons) await ada.request(CompleteLessonDocument, { input: { lessonId } });
    const classId = await classWith(ada);
    const streak = await announce(installation, "streak.reached", { userId: ada.userId, days: 7, day: "2026-03-10" });
    await handled(installation);
    // Again: the same event, and the same solve.
    await announce(installation, "streak.reached", { userId: ada.userId, days: 7, day: "2026-03-10" }, streak);
    await announce(installation, "problem-status.changed", { userId: ada.userId, problemId: keyOf(easy), solved: true });
    await announce(installation, "catalog.changed", { problemId: keyOf(easy) });
    await handled(installation);

    const entries = await own(ada);
    expect(kindsOf(entries)).toEqual([
      "BADGE_EARNED",
      "CERTIFICATE_EARNED",
      "CLASS_JOINED",
      "LESSON_COMPLETED",
      "LESSON_COMPLETED",
      "LEVEL_REACHED",
      "MODULE_COMPLETED",
      "PROBLEM_SOLVED",
      "PROBLEM_SOLVED",
      "QUIZ_PASSED",
      "STREAK_REACHED",
      "TRACK_COMPLETED",
    ]);
    const of = (kind: string) => entries.find((each) => each.kind === kind)!;
    expect(of("PROBLEM_SOLVED")).toMatchObject({ text: "Solved the problem “Two Sum”.", user: { id: ada.userId } });
    expect(entries.filter(({ kind }) => kind === "PROBLEM_SOLVED").map(({ subject }) => (subject as { id: string }).id)).toEqual([
      hard,
      easy,
    ]);
    expect(of("CLASS_JOINED")).toMatchObject({ subject: { __typename: "Class", id: classId }, text: "Joined the class “Algorithms”." });
    expect(of("MODULE_COMPLETED").subject).toEqual({ __typename: "TrackModule", id: track.modules[0]!.id });
    for (const kind of ["TRACK_COMPLETED", "CERTIFICATE_EARNED"]) expect(of(kind).subject).toEqual({ __typename: "Track", id: track.id });
    expect(of("BADGE_EARNED")).toMatchObject({ badge: "first-solve", subject: null });
    expect(of("LEVEL_REACHED")).toMatchObject({ level: 2, text: "Reached level 2." });
    expect(of("STREAK_REACHED")).toMatchObject({ streakDays: 7 });
    expect(kindsOf(await own(author))).toEqual(expect.arrayContaining(["PROBLEM_PUBLISHED", "TRACK_PUBLISHED"]));

    expect((await ada.request(ActivitySettingsDocument)).activitySettings).toMatchObject({ audiences: [], recording: true });
    expect(await seen(other, ada)).toBeNull();
    await installation.sql("update users set locale = 'de' where id = $1", [ada.userId]);
    expect((await own(ada)).at(-1)!.text).toBe("Hat die Aufgabe „Two Sum“ gelöst.");
    expect((await other.request(NodeDocument, { id: entries[0]!.id })).node).toBeNull();
    expect((await ada.request(NodeDocument, { id: entries[0]!.id })).node).toMatchObject({ id: entries[0]!.id });
  });

  it("goes with what it says: a rejudge, a revoked certificate, a class left, a hidden subject; none while recording is paused", async () => {
    const [ada] = (await people(1)) as [Person];
    const problemId = await problem();
    const submissionId = await solve(ada, problemId);
    await announceVerdict(installation, submissionId, { userId: ada.userId, problemId, verdict: "WRONG_ANSWER" });
    expect(kindsOf(await own(ada))).toEqual(["BADGE_EARNED"]);
    await announceVerdict(installation, submissionId, { userId: ada.userId, problemId, verdict: "ACCEPTED" });
    expect(kindsOf(await own(ada))).toEqual(["BADGE_EARNED", "PROBLEM_SOLVED"]);
    await installation.sql("update problems set status = 'DRAFT' where id = $1", [keyOf(problemId)]);
    expect(kindsOf(await own(ada))).toEqual(["BADGE_EARNED"]);
    const classId = await classWith(ada);
    expect(kindsOf(await own(ada))).toEqual(["BADGE_EARNED", "CLASS_JOINED"]);
    await ada.request(LeaveClassDocument, { input: { id: classId } });
    await handled(installation);
    expect(kindsOf(await own(ada))).toEqual(["BADGE_EARNED"]);
    const track = await publishedTrack(author, [1]);
    await ada.request(EnrollDocument, { input: { trackId: track.id } });
    await ada.request(CompleteLessonDocument, { input: { lessonId: track.modules[0]!.lessons[0]! } });
    await handled(installation);
    const [certificate] = await installation.sql<{ id: string }>(
      "update certificates set revoked_at = now(), revocation_reason = 'x' where user_id = $1 returning id",
      [ada.userId],
    );
    await announce(installation, "certificate.revoked", { certificateId: certificate!.id, userId: ada.userId });
    await handled(installation);
    const before = kindsOf(await own(ada));
    expect(before).toEqual(["BADGE_EARNED", "LESSON_COMPLETED", "MODULE_COMPLETED", "TRACK_COMPLETED"]);
    await share(ada, { recording: false });
    await solve(ada, await problem());
    expect(kindsOf(await own(ada))).toEqual(before);
    const old = { userId: ada.userId, trackId: track.id, completedAt: "2020-01-01T00:00:00Z" };
    await share(ada, { recording: true });
    await installation.sql("delete from activities where user_id = $1", [ada.userId]);
    await announce(installation, "track.completed", old);
    await handled(installation);
    expect(await own(ada)).toEqual([]);
  });
});

describe("consent", () => {
  it("opens and closes old entries at once, by audience and kind; blocked and suspended accounts vanish", async () => {
    const [ada, follower, mate, stranger] = (await people(4)) as [Person, Person, Person, Person];
    const classId = await classWith(ada, mate);
    await follow(follower, ada);
    await entry(ada, await problem());
    const visible = async () => Promise.all([follower, mate, stranger].map(async (who) => (await seen(who, ada))?.length ?? null));
    expect(await visible()).toEqual([null, null, null]);
    await share(ada, { audiences: ["FOLLOWERS"] });
    expect(await visible()).toEqual([1, null, null]);
    await share(ada, { audiences: ["CLASSMATES"] });
    // Only the classmate sees in which class.
    expect(await visible()).toEqual([null, 2, null]);
    await share(ada, { audiences: ["EVERYONE"] });
    expect(await visible()).toEqual([1, 2, 1]);
    const inClass = async (who: Person) => kindsOf((await who.request(ClassActivityDocument, { classId, first: 20 })).classActivity.nodes);
    expect([await inClass(mate), await inClass(author), await inClass(ada)]).toEqual(Array(3).fill(["CLASS_JOINED", "PROBLEM_SOLVED"]));
    expect(await stranger.errorOf(ClassActivityDocument, { classId })).toMatchObject({ code: "NOT_FOUND" });
    const ofClasses = async (who: Person) =>
      (await who.request(ClassesActivityDocument, {})).myClasses!.nodes.map(({ id, activity }) => [
        id,
        activity && kindsOf(activity.nodes),
        activity?.totalCount,
      ]);
    const classesBefore = await statementsOf(api, () => ofClasses(mate));
    const otherId = await classWith(mate);
    // The other class shares nothing of someone who is not in it.
    expect(await ofClasses(mate)).toEqual([
      [otherId, [], 0],
      [classId, ["CLASS_JOINED", "PROBLEM_SOLVED"], 2],
    ]);
    expect(await statementsOf(api, () => ofClasses(mate))).toBe(classesBefore);
    await share(ada, { hiddenKinds: ["PROBLEM_SOLVED"] });
    expect([await visible(), await inClass(mate), (await feed(follower)).nodes]).toEqual([[0, 1, 0], ["CLASS_JOINED"], []]);
    expect(kindsOf(await own(ada))).toEqual(["CLASS_JOINED", "PROBLEM_SOLVED"]);
    await share(ada, { hiddenKinds: [] });
    expect((await feed(follower)).nodes).toHaveLength(1);
    // In both directions.
    await mate.request(BlockUserDocument, { input: { userId: ada.userId } });
    expect([await visible(), await inClass(mate)]).toEqual([[1, null, 1], []]);
    await mate.request(UnblockUserDocument, { input: { userId: ada.userId } });
    await ada.request(BlockUserDocument, { input: { userId: mate.userId } });
    expect([await visible(), await inClass(mate)]).toEqual([[1, null, 1], []]);
    await installation.sql("update users set suspended_at = now() where id = $1", [ada.userId]);
    expect([await visible(), (await feed(follower)).nodes]).toEqual([[null, null, null], []]);
    const [reading] = await installation.sql<{ id: string }>("select id from activities where user_id = $1 limit 1", [ada.userId]);
    expect((await stranger.request(NodeDocument, { id: globalId("Activity", reading!.id) })).node).toBeNull();
  });
});

describe("following", () => {
  it("repeats without effect, notifies, is limited to open accounts, and ends by unfollowing, removing and blocking", async () => {
    const [ada, bob, eve] = (await people(3)) as [Person, Person, Person];
    const input = { userId: ada.userId };
    for (let n = 0; n < 2; n++) expect((await follow(bob, ada)).followUser.user).toEqual({ id: ada.userId, viewerFollows: true });
    await handled(installation);
    const told = (await ada.request(NotificationsDocument, { filter: { kinds: ["new-follower"] } })).notifications.edges;
    expect(told.map(({ node }) => node.title)).toEqual([`${bob.username} follows you`]);
    expect(await bob.errorOf(FollowUserDocument, { input: { userId: bob.userId } })).toMatchObject({ code: "BAD_USER_INPUT" });
    expect(await bob.errorOf(FollowUserDocument, { input: { userId: newId() } })).toMatchObject({ code: "NOT_FOUND" });
    const idsOf = (connection: { nodes: { id: string }[] }) => connection.nodes.map(({ id }) => id);
    const followersOf = async (who: Person, userId?: string) => idsOf((await who.request(FollowersDocument, { userId })).followers);
    expect([await followersOf(ada), idsOf((await bob.request(FollowingDocument, {})).following)]).toEqual([[bob.userId], [ada.userId]]);
    // Strangers see neither list, nor in it anyone who shares nothing with them.
    expect(await eve.errorOf(FollowersDocument, { userId: ada.userId })).toMatchObject({ code: "NOT_FOUND" });
    await share(ada, { audiences: ["EVERYONE"] });
    expect(await followersOf(eve, ada.userId)).toEqual([]);
    await share(bob, { audiences: ["EVERYONE"] });
    expect([await followersOf(eve, ada.userId), await followersOf(bob, ada.userId)]).toEqual([[bob.userId], [bob.userId]]);

    expect((await bob.request(UnfollowUserDocument, { input })).unfollowUser.user).toEqual({ viewerFollows: false });
    await follow(bob, ada);
    await ada.request(RemoveFollowerDocument, { input: { userId: bob.userId } });
    expect(await followersOf(ada)).toEqual([]);
    await follow(bob, ada);
    await follow(ada, bob);
    await ada.request(BlockUserDocument, { input: { userId: bob.userId } });
    expect([await followersOf(ada), await followersOf(bob)]).toEqual([[], []]);
    expect(idsOf((await ada.request(BlockedUsersDocument)).blockedUsers)).toEqual([bob.userId]);
    expect(await bob.errorOf(FollowUserDocument, { input })).toMatchObject({ code: "FORBIDDEN" });
    expect(await ada.errorOf(FollowUserDocument, { input: { userId: bob.userId } })).toMatchObject({ code: "CONFLICT" });
    await ada.request(UnblockUserDocument, { input: { userId: bob.userId } });
    expect((await follow(bob, ada)).followUser.user.viewerFollows).toBe(true);
  });
});

describe("a feed", () => {
  it("merges accounts in pages, both ways, at a constant number of statements", async () => {
    const [reader, ...others] = (await people(4)) as [Person, Person, Person, Person];
    const [one, two] = [await problem(), await problem()];
    const made: string[] = [];
    const hidden = new Set<string>();
    for (const other of others) {
      await share(other, { audiences: ["FOLLOWERS"] });
      await follow(reader, other);
    }
    for (let n = 0; n < 3; n++)
      for (const other of others) {
        made.push(await entry(other, n === 1 ? two : one));
        if (n === 1) hidden.add(made.at(-1)!);
      }
    // Two may be of one millisecond, in which ids have no order.
    made.sort((a, b) => (keyOf(a) < keyOf(b) ? 1 : -1));
    const first = await feed(reader, { first: 4 });
    const rest = await feed(reader, { first: 10, after: first.pageInfo.endCursor });
    expect([...first.nodes, ...rest.nodes].map(({ id }) => id)).toEqual(made);
    expect([first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false]);
    const before = await feed(reader, { last: 3, before: rest.pageInfo.startCursor });
    expect(before.nodes.map(({ id }) => id)).toEqual(made.slice(1, 4));
    expect((await reader.errorOf(FollowingActivityDocument, { after: "nonsense" })).code).toBe("BAD_USER_INPUT");
    // Subjects that are not shown leave a gap, not a broken page.
    await installation.sql("update problems set status = 'DRAFT' where id = $1", [keyOf(two)]);
    const shown = (ids: string[]) => ids.filter((id) => !hidden.has(id));
    const short = await feed(reader, { first: 6 });
    expect(short.nodes.map(({ id }) => id)).toEqual(shown(made.slice(0, 6)));
    expect((await feed(reader, { first: 10, after: short.pageInfo.endCursor })).nodes.map(({ id }) => id)).toEqual(shown(made.slice(6)));

    expect(await statementsOf(api, () => feed(reader, { first: 9 }))).toBe(await statementsOf(api, () => feed(reader, { first: 1 })));
    await installation.sql("update problems set status = 'PUBLISHED' where id = $1", [keyOf(two)]);
    const { following } = await reader.request(ActivityOfFollowedDocument);
    expect(following.nodes.map(({ activity }) => activity!.nodes.length)).toEqual([2, 2, 2]);
    expect(following.nodes.map(({ activity }) => activity!.totalCount)).toEqual([3, 3, 3]);
    const listed = () => statementsOf(api, () => reader.request(ActivityOfFollowedDocument));
    const all = await listed();
    await reader.request(UnfollowUserDocument, { input: { userId: others[0]!.userId } });
    expect(await listed()).toBe(all);
    expect((await feed(reader)).nodes).toHaveLength(6);
  });

  it("is live: new entries of oneself and followed accounts, each once, with the consent of the moment", async () => {
    const [reader, ada, eve] = (await people(3)) as [Person, Person, Person];
    await share(ada, { audiences: ["FOLLOWERS"] });
    await follow(reader, ada);
    await entry(ada, await problem());
    const watching = reader.subscribe(ActivityAddedDocument);
    const next = async () => {
      for (;;) {
        const { activityAdded } = (await watching.next()).value as {
          activityAdded: { edges: { node: { kind: string; user: { id: string } } }[] };
        };
        if (activityAdded.edges.length > 0) return activityAdded.edges.map(({ node }) => [node.user.id, node.kind]);
      }
    };
    // The first one says that it is active, and has nothing of before.
    expect((await watching.next()).value).toEqual({ activityAdded: { skipped: false, edges: [] } });
    const coming = next();
    await installation.sql("insert into awarded_badges (user_id, badge) values ($1, 'first-solve'), ($2, 'first-solve')", [
      ada.userId,
      reader.userId,
    ]);
    await solve(eve, await problem());
    await solve(ada, await problem());
    expect(await coming).toEqual([[ada.userId, "PROBLEM_SOLVED"]]);
    await share(eve, { audiences: ["EVERYONE"], hiddenKinds: ["BADGE_EARNED"] });
    await follow(reader, eve);
    await share(ada, { audiences: [] });
    await solve(ada, await problem());
    await solve(reader, await problem());
    const later: string[][] = [];
    while (!later.some(([id]) => id === reader.userId)) later.push(...(await next()));
    expect(later.filter(([id]) => id === ada.userId)).toEqual([]);
    await watching.return!();
  });

  it("of 500 followed among 10,000 people, and of a class of 500, reads indexes only", async () => {
    const reader = await createLearner(api);
    const classId = await classWith(reader);
    await installation.sql(
      `insert into users (id, email, username, display_name, bio, locale, timezone, role)
       select gen_random_uuid(), 'a' || n || '@codequest.example', 'act-' || n, 'A', '', 'en', 'UTC', 'LEARNER' from generate_series(1, 10000) n`,
    );
    await installation.sql(
      `insert into activity_settings (user_id, to_followers, to_classmates, to_everyone, hidden_kinds, recording)
       select id, true, true, false, '{}', true from users where username like 'act-%'`,
    );
    await installation.sql(
      `insert into activities (id, user_id, kind, cause_id, subject_id, data, at)
       select gen_random_uuid(), u.id, (array['LEVEL_REACHED', 'BADGE_EARNED', 'STREAK_REACHED', 'OF_ANOTHER_VERSION'])[1 + n % 4], gen_random_uuid(), null,
         jsonb_build_object('level', n, 'badgeTitle', 'B', 'streakDays', n), now()
       from users u, generate_series(1, 20) n where u.username like 'act-%'`,
    );
    await installation.sql(
      `insert into follows (id, follower_id, followed_id)
       select gen_random_uuid(), $1, id from (select id from users where username like 'act-%' order by id limit 500) u`,
      [reader.userId],
    );
    // Others follow and block as well, so that their tables are not a page each.
    await installation.sql(
      `insert into follows (id, follower_id, followed_id) select gen_random_uuid(), a.id, b.id
       from (select id from users where username like 'act-1%') a, (select id from users where username like 'act-2_' ) b where a.id <> b.id`,
    );
    await installation.sql(
      `insert into user_blocks (id, blocker_id, blocked_id) select gen_random_uuid(), a.id, b.id
       from (select id from users where username like 'act-3%') a, (select id from users where username like 'act-4_' ) b`,
    );
    await installation.sql(
      `insert into class_members (id, class_id, user_id, role, joined_by)
       select gen_random_uuid(), $1, id, 'LEARNER', 'ADDED' from (select id from users where username like 'act-%' order by id desc limit 500) u`,
      [keyOf(classId)],
    );
    const otherClassId = await classWith();
    await installation.sql(
      `insert into class_members (id, class_id, user_id, role, joined_by)
       select gen_random_uuid(), $1, id, 'LEARNER', 'ADDED' from (select id from users where username like 'act-%' order by id limit 8000) u`,
      [keyOf(otherClassId)],
    );
    await installation.sql("analyze");
    // The 500 have 10,000 entries; more are not counted.
    const [{ id: followedId } = { id: "" }] = await installation.sql<{ id: string }>(
      "select followed_id as id from follows where follower_id = $1 limit 1",
      [reader.userId],
    );
    await installation.sql(
      `insert into activities (id, user_id, kind, cause_id, subject_id, data, at)
       select gen_random_uuid(), $1, 'LEVEL_REACHED', gen_random_uuid(), null, '{"level": 2}', now() from generate_series(1, 5)`,
      [followedId],
    );
    expect((await reader.request(ActivityTotalDocument)).followingActivity.totalCount).toBe(10_000);
    const viewer = { id: keyOf(reader.userId), role: "LEARNER" as const };
    const planOf = async (read: (em: EntityManager) => Promise<unknown>, mine: RegExp) => {
      const asked: [string, unknown[]][] = [];
      const em = db.em.fork();
      const execute = em.execute.bind(em) as (...args: unknown[]) => Promise<unknown>;
      Object.assign(em, {
        execute: (sql: string, params: unknown[], ...more: unknown[]) => {
          asked.push([sql, params]);
          return execute(sql, params, ...more);
        },
      });
      await read(em);
      const [sql, params] = asked.find(([text]) => mine.test(text))!;
      const plan = await rows<{ "QUERY PLAN": string }>(db.em.fork(), `explain (analyze, timing off) ${sql}`, params);
      return plan.map((row) => row["QUERY PLAN"]).join("\n");
    };
    const plans = {
      followed: await planOf((em) => followedActivity(em, viewer as never, { first: 2 }), /cross join lateral/),
      ofClass: await planOf(
        (em) => activityOfClass({ em, signedIn: viewer } as never).load({ parentId: keyOf(classId), byClass: true, page: { first: 2 } }),
        /cross join lateral/,
      ),
      live: await planOf((em) => watchedSince(em, viewer.id, newId(Date.now() - 60_000), 50), /cross join lateral/),
    };
    // A page smaller than the entries of an account takes its newest ones in the order of the index.
    expect(plans.followed).toContain("Index Scan Backward using activities_user_index");
    for (const plan of Object.values(plans)) {
      expect(plan).toMatch(/Index Scan (Backward )?using activities_(user_index|pkey)|Bitmap Index Scan on activities_/);
      // follows and class_members are small here: reading them whole may cost less than their index.
      expect(plan).not.toMatch(/Seq Scan on (activities|users|activity_settings)/);
    }
    expect((await feed(reader, { first: 20 })).nodes.length).toBeGreaterThan(5);
  });
});

describe("entries", () => {
  it("are deleted by age, are in the data export, and go with the account", async () => {
    const [ada, bob] = (await people(2)) as [Person, Person];
    await follow(bob, ada);
    await follow(ada, bob);
    await share(ada, { audiences: ["EVERYONE"] });
    const problemId = await problem();
    const [old] = [await entry(ada, problemId), await entry(ada, problemId)];
    await installation.sql("update activities set at = now() - interval '400 days' where id = $1", [keyOf(old!)]);
    const rule = DECLARATIONS.retention.find(({ name }) => name === "activity")!;
    expect(rule.days.default).toBe(365);
    await db.transaction((em) => rule.purge(em, new Date(Date.now() - 365 * 86_400_000), 1000));
    expect(await own(ada)).toHaveLength(1);

    const userId = keyOf(ada.userId);
    const reader = { ownerId: userId, rows: (sql: string, params: readonly unknown[]) => rows(db.em.fork(), sql, params) } as never;
    const counts: Record<string, number> = {};
    for (const part of activityPersonalData.exports!) counts[part.name] = await part.count(reader);
    expect(counts).toEqual({ "activity-feed": 1, "activity-settings": 1, following: 1, followers: 1, "blocked-users": 0 });
    for (const { step } of activityPersonalData.erasures!)
      await db.transaction(async (em) => {
        while ((await step(em, userId, undefined as never)) > 0);
      });
    for (const part of activityPersonalData.exports!) expect([part.name, await part.count(reader)]).toEqual([part.name, 0]);
    expect((await bob.request(FollowersDocument, {})).followers.nodes).toEqual([]);
  });
});
