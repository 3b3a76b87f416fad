/** XP, levels, streaks, badges, the daily problem and goals. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { motivationPersonalData } from "../../src/modules/insight/motivation/motivation.personal-data.js";
import { globalId } from "../../src/kernel/global-id.js";
import type { ExportReader, ObjectsPart } from "../../src/modules/contracts/personal-data.js";
import { sweepBadges } from "../../src/modules/insight/motivation/badges/badge-sweep.js";
import { firstSolve } from "../../src/modules/insight/motivation/badges/rules/first-solve.badge.js";
import { dailyProblemOf } from "../../src/modules/insight/motivation/daily/daily-problem.js";
import { createDatabase, rows, type Database } from "../../src/platform/database/database.js";
import { ENTITIES } from "../support/entities.js";
import { clientOf, type Client } from "../support/client.js";
import { WITHOUT_JUDGE } from "../support/events.js";
import {
  BadgesDocument,
  DailyProblemDocument,
  MotivationDocument,
  MyMotivationDocument,
  RemoveWeeklyGoalDocument,
  SetWeeklyGoalDocument,
  ShowProgressDocument,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { bank, choose, publishedQuiz, question, single, start, submit } from "../support/quizzes.js";
import { createInstructor, createLearner } from "../support/scenario.js";
import { sqlOf } from "../support/statements.js";
import { announceVerdict, handled, judged } from "../support/verdicts.js";

type Person = Awaited<ReturnType<typeof createLearner>>;

const DAY_MS = 86_400_000;
const YEAR = new Date().getUTCFullYear();

let installation: Installation;
let api: Api;
let db: Database;
let author: Person;
let learner: Person;
let anonymous: Client;
beforeAll(async () => {
  installation = await createInstallation();
  api = await installation.startApi({ LOG_LEVEL: "debug" });
  await installation.startWorker(WITHOUT_JUDGE);
  db = await createDatabase({ url: installation.env.DATABASE_URL!, poolMax: 2, entities: ENTITIES, migrationsFolder: "migrations" });
  author = await createInstructor(installation, api);
  anonymous = clientOf(api);
});
beforeEach(async () => {
  learner = await createLearner(api);
});
afterAll(async () => {
  await db?.close();
  await installation?.stop();
});

/** A published problem, straight into the table; its global id. */
async function problem(difficulty = "EASY", change: { author?: Person; feedback?: string } = {}): Promise<string> {
  const [made] = await installation.sql<{ id: string }>(
    `insert into problems (id, slug, title, statement, difficulty, tags, hints, language_limits, status, author_id, published_at, feedback)
     values (gen_random_uuid(), $1, 'Problem', '', $2, '{}', '{}', '{}', 'PUBLISHED', $3, now(), $4) returning id`,
    [`p-${randomUUID()}`, difficulty, (change.author ?? author).userId, change.feedback ?? "VERDICT"],
  );
  return globalId("Problem", made!.id);
}

const verdict = (problemId: string, word = "ACCEPTED", at = new Date()) =>
  judged(installation, { userId: learner.userId, problemId, verdict: word, at });
const rejudge = (submissionId: string, problemId: string, word: string) =>
  announceVerdict(installation, submissionId, { userId: learner.userId, problemId, verdict: word });
const mine = async () => learner.request(MyMotivationDocument, {});
const shown = async (who: Client = learner) => (await who.request(MotivationDocument, { username: learner.username, year: YEAR })).user!;
const points = async () => (await mine()).myXpEntries.nodes.map((entry) => entry.points);

describe("XP", () => {
  it("is earned by the first solve of a problem, by difficulty, and tells the level", async () => {
    const [easy, hard] = [await problem("EASY"), await problem("HARD")];
    for (const each of [easy, easy, hard]) await verdict(each);
    await verdict(hard, "WRONG_ANSWER");
    const { myXpEntries } = await mine();
    expect(myXpEntries.nodes.map(({ cause, points, problem }) => [cause, points, problem?.id])).toEqual([
      ["problem-solved", 40, hard],
      ["problem-solved", 10, easy],
    ]);
    expect(await shown()).toMatchObject({ xpPoints: 50, level: 2 });
  });

  it("goes with a rejudge that takes the solve away, comes back with another, and its sum is that of the ledger", async () => {
    const problemId = await problem("MEDIUM");
    const submissionId = await verdict(problemId);
    await rejudge(submissionId, problemId, "WRONG_ANSWER");
    expect(await points()).toEqual([-20, 20]);
    const [gone, earned] = (await mine()).myXpEntries.nodes;
    expect(gone!.earnedAt).toBe(earned!.earnedAt);
    await rejudge(submissionId, problemId, "ACCEPTED");
    await rejudge(submissionId, problemId, "ACCEPTED");
    expect(await points()).toEqual([20, -20, 20]);
    const differences = await installation.sql(
      `select t.user_id from xp_totals t left join (select user_id, sum(points) as points from xp_entries group by 1) e using (user_id)
       where t.points <> coalesce(e.points, 0)`,
    );
    expect(differences).toEqual([]);
  });

  it("is not for one's own problems; it is for those without feedback, as they say what is accepted", async () => {
    await verdict(await problem("EASY", { author: learner }));
    expect([await points(), (await shown()).xpPoints, (await shown()).level]).toEqual([[], 0, 1]);
    await verdict(await problem("EASY", { feedback: "NOTHING" }));
    expect(await points()).toEqual([10]);
  });

  it("is earned once by a quiz, however often it is passed", async () => {
    const { id: bankId } = await bank(author);
    const { id: questionId } = await question(author, bankId, single());
    const quiz = await publishedQuiz(author, [{ questionId }], { reveal: "AFTER_ATTEMPT" });
    for (const text of ["wrong", "correct", "correct"]) {
      const attempt = await start(learner, quiz.id);
      await submit(learner, attempt.id, [choose(attempt, 1, text)]);
      await handled(installation);
    }
    expect(await points()).toEqual([15]);
    expect((await shown()).practiceDays!.map(({ count }) => count)).toEqual([2]);
    // The score is shown at once, whenever solutions are.
    for (const change of [{ reveal: "AFTER_DEADLINE", dueAt: "2099-01-01T00:00:00Z" }, { reveal: "NEVER" }]) {
      const attempt = await start(learner, (await publishedQuiz(author, [{ questionId }], change)).id);
      await submit(learner, attempt.id, [choose(attempt, 1, "correct")]);
    }
    await handled(installation);
    expect(await points()).toEqual([15, 15, 15]);
  });

  it("is shown to others only with showProgress, in a constant number of statements", async () => {
    await verdict(await problem());
    const hidden = { xpPoints: null, level: null, streakDays: null, badges: null, practiceDays: null };
    expect(await shown(anonymous)).toMatchObject(hidden);
    await learner.request(ShowProgressDocument, { show: true });
    expect(await shown(anonymous)).toMatchObject({ xpPoints: 10, level: 1, streakDays: 1, practiceDays: [{ count: 1, frozenBefore: 0 }] });
    const sql = await sqlOf(api, () => shown(anonymous));
    expect(sql.filter((text) => /xp_totals|streaks|practice_days d on|awarded_badges/.test(text))).toHaveLength(4);
  });
});

describe("a streak", () => {
  const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);

  it("counts days with practice in the learner's zone, right or wrong, whatever the order of events", async () => {
    const problemId = await problem();
    for (const days of [1, 3, 2, 0]) await verdict(problemId, "WRONG_ANSWER", daysAgo(days));
    await verdict(problemId, "COMPILATION_ERROR", daysAgo(5));
    expect((await mine()).myStreak).toEqual({ days: 4, longestDays: 4, freezes: 0, practicedToday: true });
    await verdict(problemId, "WRONG_ANSWER", daysAgo(6));
    expect((await mine()).myStreak).toMatchObject({ days: 4 });
  });

  it("freezes missed days, and counts no event twice", async () => {
    const problemId = await problem();
    let last = "";
    for (const days of [9, 8, 7, 6, 5, 4, 3, 1]) last = await verdict(problemId, "WRONG_ANSWER", daysAgo(days));
    await rejudge(last, problemId, "WRONG_ANSWER");
    expect((await mine()).myStreak).toEqual({ days: 8, longestDays: 8, freezes: 0, practicedToday: false });
    const counted = await installation.sql<{ count: number; frozen: number }>(
      "select count, frozen from practice_days where user_id = $1 order by day desc limit 1",
      [learner.userId],
    );
    expect(counted).toEqual([{ count: 1, frozen: 1 }]);
    const { badges } = await shown();
    expect(badges!.map(({ name }) => name)).toContain("streak-week");
  });
});

describe("badges", () => {
  it("are awarded once, with a notification, and stay", async () => {
    const problemId = await problem();
    const submissionId = await verdict(problemId);
    await rejudge(submissionId, problemId, "WRONG_ANSWER");
    await rejudge(submissionId, problemId, "ACCEPTED");
    await handled(installation);
    expect((await shown()).badges!.map(({ name }) => name)).toEqual(["first-solve"]);
    const { badges } = await learner.request(BadgesDocument, {});
    expect(badges!.find(({ name }) => name === "fifty-solves")).toMatchObject({ goal: 50, progress: 1, awardedAt: null });
    const told = await installation.sql("select 1 from notifications where user_id = $1 and kind = 'badge'", [learner.userId]);
    expect(told).toHaveLength(1);
    const visitor = await anonymous.request(BadgesDocument, {});
    expect(visitor.badges!.every(({ progress }) => progress === null)).toBe(true);
  });

  it("that are new are awarded to everyone who has earned them, in batches", async () => {
    await verdict(await problem());
    const rule = { ...firstSolve, name: `new-${randomUUID().slice(0, 8)}` };
    let rounds = 0;
    while (await sweepBadges({ db, rules: [rule], batch: 2 })) rounds++;
    expect(rounds).toBeGreaterThan(1);
    const [counts] = await installation.sql<{ old: number; fresh: number }>(
      `select count(*) filter (where badge = 'first-solve')::int as old, count(*) filter (where badge = $1)::int as fresh
       from awarded_badges a where exists (
         select from xp_entries e where e.user_id = a.user_id and cause_kind = 'problem-solved' group by subject_id having sum(points) > 0)`,
      [rule.name],
    );
    expect(counts!.fresh).toBe(counts!.old);
    await handled(installation);
  });
});

describe("the daily problem", () => {
  it("is the same for everyone, chosen once, and not again while others rest", async () => {
    for (let n = 0; n < 3; n++) await problem();
    const asked = await Promise.all(Array.from({ length: 6 }, (_, n) => (n % 2 ? anonymous : learner).request(DailyProblemDocument, {})));
    const ids = new Set(asked.map(({ dailyProblem }) => dailyProblem!.problem!.id));
    expect(ids.size).toBe(1);
    expect((await anonymous.request(DailyProblemDocument, { date: "2001-01-01" })).dailyProblem).toBeNull();
    expect((await anonymous.request(DailyProblemDocument, { date: "2199-01-01" })).dailyProblem).toBeNull();
    const days = ["2030-01-01", "2030-01-02", "2030-01-03"];
    const chosen: string[] = [];
    for (const day of days) chosen.push((await dailyProblemOf(db.em.fork(), day, day))!.problemId);
    expect(new Set(chosen).size).toBe(3);
  });
});

describe("weekly goals", () => {
  it("show the progress of the week", async () => {
    const set = (kind: "PROBLEMS" | "XP", target: number) => learner.request(SetWeeklyGoalDocument, { input: { kind, target } });
    await verdict(await problem("MEDIUM"));
    await set("PROBLEMS", 5);
    const { setWeeklyGoal } = await set("XP", 100);
    expect(setWeeklyGoal.goals).toMatchObject([
      { kind: "PROBLEMS", target: 5, progress: 1 },
      { kind: "XP", target: 100, progress: 20 },
    ]);
    const { removeWeeklyGoal } = await learner.request(RemoveWeeklyGoalDocument, { input: { kind: "XP" } });
    expect(removeWeeklyGoal.goals).toEqual([{ kind: "PROBLEMS" }]);
    await expect(set("XP", 0)).rejects.toThrow();
  });
});

describe("what is held of a learner", () => {
  it("is exported, and removed with the account", async () => {
    await verdict(await problem());
    const userId = keyOf(learner.userId);
    const own = motivationPersonalData;
    const reader = {
      ownerId: userId,
      rows: (sql: string, params: readonly unknown[]) => rows(db.em.fork(), sql, params),
    } as unknown as ExportReader;
    const exported: Record<string, number> = {};
    for (const part of own.exports as ObjectsPart[]) {
      exported[part.name] = 0;
      for await (const _ of part.objects(reader)) exported[part.name]!++;
    }
    expect(exported).toEqual({ "xp-entries": 1, "practice-days": 1, badges: 1, "weekly-goals": 0 });
    for (const { step } of own.erasures!) await db.transaction((em) => step(em, userId, undefined as never));
    expect((await shown()).xpPoints).toBe(0);
  });
});
