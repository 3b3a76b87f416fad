/** The generator of big installations, at a small size: what it keeps beside submissions is what the product's own handlers would keep. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { pino } from "pino";
import { DECLARATIONS, ENTITIES } from "../../src/app/declared.js";
import type { JudgementFinished } from "../../src/events/judgement-finished.event.js";
import { idOfParts } from "../../src/kernel/ids.js";
import type { ExportReader, ObjectsPart } from "../../src/modules/contracts/personal-data.js";
import { createLearnFromQuiz } from "../../src/modules/learning/mastery/evidence/learn-from-quiz.js";
import { createLearnFromVerdict } from "../../src/modules/learning/mastery/evidence/learn-from-verdict.js";
import { DAY_COLUMNS } from "../../src/modules/insight/motivation/streaks/record-practice.js";
import { streakOf, type PracticeDay } from "../../src/modules/insight/motivation/streaks/streak.js";
import { XP_CAUSES } from "../../src/modules/insight/motivation/xp/causes/causes.js";
import { PROBLEM_SOLVED } from "../../src/modules/insight/motivation/xp/causes/problem-solved.cause.js";
import { QUIZ_PASSED } from "../../src/modules/insight/motivation/xp/causes/quiz-passed.cause.js";
import { settle as settleXp } from "../../src/modules/insight/motivation/xp/xp-ledger.js";
import { settle as settleProgress, type LockedEnrollment } from "../../src/modules/learning/progress/completion/settle.js";
import { createReviewVerdict } from "../../src/modules/learning/mastery/reviews/review-verdict.js";
import { createDatabase, rows, type Database } from "../../src/platform/database/database.js";
import type { PubSub } from "../../src/platform/redis/pub-sub.js";
import { createInstallation, type Installation } from "../support/installation.js";

const SUBMISSIONS = 1000;
const SIZE = ["--people", "120", "--submissions", String(SUBMISSIONS), "--problems", "40", "--quizzes", "4", "--quiz-attempts", "60"];
const REST = ["--tracks", "2", "--lessons-of-largest", "25", "--until", "2026-01-31", "--seed", "7"];

let installation: Installation;
let db: Database;

/** All that the command prints. */
async function generate(env: NodeJS.ProcessEnv = {}): Promise<string> {
  const words = ["scripts/generate.mjs", ...SIZE, ...REST, "--database", installation.env.DATABASE_URL!];
  const child = spawn(process.execPath, words, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  return (await Promise.all([text(child.stdout), text(child.stderr)])).join("");
}
const read = <T extends object>(sql: string, params: unknown[] = []) => installation.sql<T>(sql, params);

/** What depends on single judgements only, counted again: the rules of count-verdict.ts and keep-best.ts. */
const RECOUNTS = {
  problem_attempts: `select s.id as submission_id, j.id as judgement_id, s.user_id, s.problem_id, j.verdict = 'ACCEPTED' as accepted
    from submissions s join judgements j on j.submission_id = s.id where j.verdict not in ('SYSTEM_ERROR', 'CANCELLED')`,
  problem_stats: `select problem_id, count(*)::int as submissions, (count(*) filter (where accepted))::int as accepted from problem_attempts group by 1`,
  problem_viewer_status: "select user_id, problem_id, bool_or(accepted) as solved from problem_attempts group by 1, 2",
  best_solutions: `select distinct on (s.user_id, s.problem_id, s.language, j.toolchain) s.user_id, s.problem_id, s.language, j.toolchain,
      s.id as submission_id, j.cpu_ms, j.peak_memory_kb
    from submissions s join judgements j on j.submission_id = s.id where j.verdict = 'ACCEPTED'
    order by s.user_id, s.problem_id, s.language, j.toolchain, j.cpu_ms, j.peak_memory_kb, s.id`,
  xp_totals: `select u.id as user_id, coalesce(sum(x.points), 0)::int as points from users u left join xp_entries x on x.user_id = u.id
    where exists (select from problem_viewer_status v where v.user_id = u.id) or exists (select from quiz_attempts a where a.user_id = u.id)
    group by 1`,
};

/** What depends on the order of events, without the ids that handlers make themselves. */
const REPLAYED = {
  mastery_topics: "topic_id, answers, correct, first_answers, first_correct",
  mastery_learners: "user_id, answers, correct, expected, variance",
  masteries: "user_id, topic_id, answers, correct, recent, steady, last_correct, last_answered_at",
  mastery_evidence: "user_id, topic_id, source_kind, source_id, correct, first, rate, prediction, at",
  review_cards:
    "user_id, problem_id, state, due_at, stability, difficulty, scheduled_days, learning_step, repetitions, lapses, last_review_at",
  reviews: "rating, submission_id, at, before, scheduled_days, stability, difficulty",
};

async function replayed(): Promise<Record<string, string[]>> {
  const tables = Object.entries(REPLAYED).map(async ([name, columns]) => {
    const found = await read<{ row: string }>(`select to_json(r)::text as row from (select ${columns} from ${name}) r order by 1`);
    return [name, found.map(({ row }) => row)] as const;
  });
  return Object.fromEntries(await Promise.all(tables));
}

interface Event {
  at: Date;
  handle(): Promise<void>;
}

/** Nobody watches a replay. */
const UNHEARD = { publish: () => Promise.resolve() } as unknown as PubSub;

/** Handlers join one transaction: thousands of commits would only take time. */
const inOne = (work: (joined: Database) => Promise<void>) =>
  db.transaction((tx) => work({ transaction: (part: (em: typeof tx) => unknown) => part(tx) } as unknown as Database));

async function inOrder(events: readonly Event[]): Promise<void> {
  for (const { handle } of [...events].sort((a, b) => a.at.getTime() - b.at.getTime())) await handle();
}

/** The events of all verdicts and graded attempts, for the handlers that learn from them. */
async function replay(): Promise<void> {
  const verdicts = await read<JudgementFinished & { at: Date }>(
    `select j.id as "judgementId", s.id as "submissionId", s.user_id as "userId", s.problem_id as "problemId", j.verdict, s.created_at as at
     from submissions s join judgements j on j.submission_id = s.id`,
  );
  const attempts = await read<{ id: string; userId: string; quizId: string; score: number; maxScore: number; at: Date; questions: [] }>(
    `select a.id, a.user_id as "userId", a.quiz_id as "quizId", a.score, a.max_score as "maxScore", a.ended_at as at,
       (select json_agg(json_build_object('questionId', v.question_id, 'share', q.outcome->'share',
          'topicIds', array(select topic_id from question_topics t where t.question_id = v.question_id)) order by q.position)
        from quiz_attempt_questions q join question_versions v on v.id = q.version_id where q.attempt_id = a.id) as questions
     from quiz_attempts a`,
  );
  await Promise.all([
    inOne(async (joined) => {
      const platform = { db: joined, pubSub: UNHEARD, log: pino({ enabled: false }) };
      const [fromVerdict, fromQuiz] = [createLearnFromVerdict(platform), createLearnFromQuiz(platform)];
      await inOrder([
        ...verdicts.map(({ at, ...event }) => ({ at, handle: () => fromVerdict(event) })),
        ...attempts.map(({ at, id, ...event }) => ({ at, handle: () => fromQuiz({ attemptId: id, ...event }, idOfParts(id)) })),
      ]);
    }),
    inOne(async (joined) => {
      const reviewVerdict = createReviewVerdict({ db: joined });
      await inOrder(verdicts.map(({ at, ...event }) => ({ at, handle: () => reviewVerdict(event) })));
    }),
  ]);
}

describe("generate", () => {
  let output: string;

  beforeAll(async () => {
    installation = await createInstallation();
    db = await createDatabase({ url: installation.env.DATABASE_URL!, poolMax: 2, entities: ENTITIES, migrationsFolder: "migrations" });
    output = await generate();
  });

  afterAll(async () => {
    await db?.close();
    await installation?.stop();
  });

  it("writes what was asked for", async () => {
    const [counts] = await read(
      `select (select count(*)::int from users) as people, (select count(*)::int from submissions) as submissions,
         (select count(*)::int from judgements where status = 'FINISHED') as judgements, (select count(*)::int from problems) as problems,
         (select count(*)::int from tracks) as tracks, (select count(*)::int from quiz_attempts) as "quizAttempts"`,
    );
    expect(counts).toEqual({ people: 120, submissions: SUBMISSIONS, judgements: SUBMISSIONS, problems: 40, tracks: 3, quizAttempts: 60 });
    expect(output).toContain(`submissions: ${SUBMISSIONS}`);
  });

  it("gives each account its judgements numbered as they finished", async () => {
    const wrong = await read(
      `select 1 from (select finish_number, row_number() over (partition by user_id order by finished_at) as expected from judgements) n
       where finish_number <> expected`,
    );
    expect(wrong).toEqual([]);
  });

  it("leaves at most one unread notification a problem and account", async () => {
    const wrong = await read("select 1 from notifications where read_at is null group by user_id, thread having count(*) > 1");
    expect(wrong).toEqual([]);
  });

  it("refuses a database that has data, one with people's accounts, and production", async () => {
    expect(await generate()).toContain("Use an empty one");
    await read("update users set email = 'somebody@company.com' where username = 'learner-3'");
    expect(await generate()).toContain("may be a production database");
    await read("update users set email = 'learner-3@generated.example' where username = 'learner-3'");
    expect(await generate({ NODE_ENV: "production" })).toContain("NODE_ENV=production");
  });

  it("writes rows that a data export can read", async () => {
    const [person] = await read<{ id: string }>("select id from users where username = 'learner-0'");
    const reader = {
      ownerId: person!.id,
      rows: (sql: string, params: readonly unknown[]) => rows(db.em.fork(), sql, params),
    } as ExportReader;
    const parts = DECLARATIONS.personalData.flatMap(({ exports }) => exports ?? []);
    const found: Record<string, number> = {};
    for (const name of ["submissions", "mastery-evidence", "review-cards", "quiz-attempts", "bookmarks"]) {
      const part = parts.find((one) => one.name === name) as ObjectsPart;
      found[name] = 0;
      for await (const _object of part.objects(reader)) found[name]++;
    }
    expect(found).toMatchObject({ submissions: expect.any(Number) });
    expect(found.submissions).toBeGreaterThan(10);
    expect(found["review-cards"]).toBeGreaterThan(0);
  });

  it.each(Object.entries(RECOUNTS))("keeps %s as a recount finds it", async (table, recount) => {
    const columns = (
      await read<{ name: string }>(`select name from json_object_keys((select to_json(r) from (${recount}) r limit 1)) name`)
    )
      .map(({ name }) => name)
      .join(", ");
    const missing = `(select ${columns} from ${table} except select ${columns} from (${recount}) r)`;
    const extra = `(select ${columns} from (${recount}) r except select ${columns} from ${table})`;
    expect(await read(`${missing} union all ${extra}`)).toEqual([]);
    expect((await read(`select 1 from ${table}`)).length).toBeGreaterThan(20);
  });

  it("has all XP that the handlers of the same events would give", async () => {
    const solved = await read<{ userId: string; problemId: string }>(
      `select user_id as "userId", problem_id as "problemId" from problem_viewer_status`,
    );
    const attempts = await read<{ userId: string; quizId: string }>(
      `select distinct user_id as "userId", quiz_id as "quizId" from quiz_attempts`,
    );
    const events: Record<string, { userId: string }[]> = {
      [PROBLEM_SOLVED]: solved.map((event) => ({ ...event, solved: true })),
      [QUIZ_PASSED]: attempts.map((event) => ({ ...event, questions: [] })),
    };
    const missing = await db.transaction(async (em) => {
      const found: string[] = [];
      for (const { kind, assess } of XP_CAUSES)
        for (const event of events[kind]!)
          if (await settleXp(em, kind, () => assess(em, event), event.userId)) found.push(`${kind} ${JSON.stringify(event)}`);
      return found;
    });
    expect(missing).toEqual([]);
    expect((await read("select 1 from xp_entries")).length).toBeGreaterThan(50);
    expect((await read("select distinct cause_kind from xp_entries")).length).toBe(2);
  }, 600_000);

  it("has the lessons completed that are complete, and no track", async () => {
    const enrollments = await read<LockedEnrollment>(`select id, user_id as "userId", track_id as "trackId" from enrollments`);
    const changed = await db.transaction(async (tx) => {
      const found: LockedEnrollment[] = [];
      for (const enrollment of enrollments) if (await settleProgress(tx, enrollment)) found.push(enrollment);
      return found;
    });
    expect(changed).toEqual([]);
    const [counts] = await read(
      `select (select count(*) > 20 from enrollments) as enrolled, (select count(*) > 20 from lesson_progress where completed_at is not null) as completed,
         (select count(*) > 0 from lesson_progress where completed_at is null) as begun, (select count(*) > 0 from lesson_bookmarks) as bookmarked`,
    );
    expect(counts).toEqual({ enrolled: true, completed: true, begun: true, bookmarked: true });
  }, 600_000);

  it("has the streaks of the practised days, each day with all its pieces", async () => {
    const stored = await read<PracticeDay & { userId: string; frozen: number; length: number; longest: number; freezes: number }>(
      `select ${DAY_COLUMNS}, d.user_id as "userId", d.frozen, s.length, s.longest, s.freezes from practice_days d
       join streaks s on s.user_id = d.user_id order by d.user_id, d.day`,
    );
    for (const days of Map.groupBy(stored, ({ userId }) => userId).values()) {
      const { streak, frozen } = streakOf(days);
      const { length, longest, freezes } = days[0]!;
      expect({ length, longest, freezes, frozen: days.map((day) => day.frozen) }).toEqual({
        ...{ length: streak!.length, longest: streak!.longest, freezes: streak!.freezes, frozen },
      });
    }
    const [total] = await read<{ days: number; pieces: number }>(
      `select (select sum(count)::int from practice_days) as days, (
         select count(*)::int from submissions s join judgements j on j.submission_id = s.id join problems p on p.id = s.problem_id
         where j.verdict not in ('SYSTEM_ERROR', 'CANCELLED', 'COMPILATION_ERROR') and p.status <> 'DRAFT'
       ) + (select count(*)::int from quiz_attempts where score > 0) as pieces`,
    );
    expect(total!.days).toBe(total!.pieces);
  });

  it("keeps mastery and reviews as the handlers of the same events keep them", async () => {
    const generated = await replayed();
    await read(`truncate ${Object.keys(REPLAYED).join(", ")}`);
    await replay();
    const again = await replayed();
    for (const name of Object.keys(REPLAYED)) expect({ [name]: again[name] }).toEqual({ [name]: generated[name] });
    expect(generated.reviews!.length).toBeGreaterThan(50);
  }, 600_000);
});
