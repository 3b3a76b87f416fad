/** The generator of big installations, at a small size: what it keeps beside submissions is what the product's own handlers would keep. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { DECLARATIONS, ENTITIES } from "../../src/app/declared.js";
import type { JudgementFinished } from "../../src/events/judgement-finished.event.js";
import { idOfParts } from "../../src/kernel/ids.js";
import type { AccountReader, ObjectsPart } from "../../src/modules/contracts/personal-data.js";
import { createLearnFromQuiz } from "../../src/modules/learning/mastery/evidence/learn-from-quiz.js";
import { createLearnFromVerdict } from "../../src/modules/learning/mastery/evidence/learn-from-verdict.js";
import { createReviewVerdict } from "../../src/modules/learning/mastery/reviews/review-verdict.js";
import { createCountVerdict } from "../../src/modules/practice/problems/counts/count-verdict.js";
import { createKeepBest } from "../../src/modules/practice/submissions/results/keep-best.js";
import { createDatabase, rows, type Database } from "../../src/platform/database/database.js";
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

/** What handlers keep, without the ids and times that they make themselves. */
const DERIVED = {
  problem_stats: "problem_id, submissions, accepted",
  problem_viewer_status: "user_id, problem_id, solved",
  problem_attempts: "submission_id, judgement_id, user_id, problem_id, accepted",
  best_solutions: "user_id, problem_id, language, toolchain, submission_id, cpu_ms, peak_memory_kb",
  mastery_topics: "topic_id, answers, correct, first_answers, first_correct",
  mastery_learners: "user_id, answers, correct, expected, variance",
  masteries: "user_id, topic_id, answers, correct, recent, steady, last_correct, last_answered_at",
  mastery_evidence: "user_id, topic_id, source_kind, source_id, correct, first, rate, prediction, at",
  review_cards:
    "user_id, problem_id, state, due_at, stability, difficulty, scheduled_days, learning_step, repetitions, lapses, last_review_at",
  reviews: "rating, submission_id, at, before, scheduled_days, stability, difficulty",
};

async function derived(): Promise<Record<string, string[]>> {
  const tables = Object.entries(DERIVED).map(async ([name, columns]) => {
    const found = await read<{ row: string }>(`select to_json(r)::text as row from (select ${columns} from ${name}) r order by 1`);
    return [name, found.map(({ row }) => row)] as const;
  });
  return Object.fromEntries(await Promise.all(tables));
}

/** The events of all verdicts and graded attempts, in the order of time. */
async function replay(): Promise<void> {
  const handlers = [createCountVerdict, createKeepBest, createLearnFromVerdict, createReviewVerdict].map((create) => create({ db }));
  const learnFromQuiz = createLearnFromQuiz({ db });
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
  const events = [
    ...verdicts.map(({ at, ...event }) => ({
      at,
      handle: async () => {
        for (const handler of handlers) await handler(event);
      },
    })),
    ...attempts.map(({ at, id, ...event }) => ({ at, handle: () => learnFromQuiz({ attemptId: id, ...event }, idOfParts(id)) })),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  for (const { handle } of events) await handle();
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
      userId: person!.id,
      rows: (sql: string, params: readonly unknown[]) => rows(db.em.fork(), sql, params),
    } as AccountReader;
    const parts = DECLARATIONS.personalData.flatMap(({ exports }) => exports);
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

  it("keeps the counts, progress, mastery and reviews that the product's handlers keep", async () => {
    const generated = await derived();
    await read(`truncate ${Object.keys(DERIVED).join(", ")}`);
    await replay();
    const replayed = await derived();
    for (const name of Object.keys(DERIVED)) expect({ [name]: replayed[name] }).toEqual({ [name]: generated[name] });
    expect(generated.reviews!.length).toBeGreaterThan(50);
  });
});
