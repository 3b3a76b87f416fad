/** Figures for instructors and admins: each is compared with the raw rows, also after a rejudge, a deletion, a crash and a rebuild. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { DECLARATIONS, ENTITIES } from "../../src/app/declared.js";
import { newId } from "../../src/kernel/ids.js";
import { refreshAttempts } from "../../src/modules/insight/analytics/attempts/refresh-attempts.js";
import { inTurn } from "../../src/modules/insight/analytics/changes/changes.js";
import { startRebuild } from "../../src/modules/insight/analytics/refresh/rebuild.js";
import { refreshAnalytics } from "../../src/modules/insight/analytics/refresh/refresh.js";
import { createDatabase, type Database } from "../../src/platform/database/database.js";
import type { Client } from "../support/client.js";
import { publishedTrack } from "../support/content.js";
import { eventually, WITHOUT_JUDGE } from "../support/events.js";
import {
  AddClassMemberDocument,
  ClassAnalyticsDocument,
  ClassProblemAnalyticsDocument,
  CreateClassAssignmentDocument,
  CreateClassDocument,
  PlatformAnalyticsDocument,
  ProblemAnalyticsDocument,
  SubmitCourseworkDocument,
  TrackAnalyticsDocument,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { rawPlatform, rawProblem, rawTrack } from "../support/raw-figures.js";
import { createInstructor, createLearner, createProblem } from "../support/scenario.js";
import { sqlOf } from "../support/statements.js";

type Person = Awaited<ReturnType<typeof createLearner>>;

const DAY_MS = 86_400_000;
const TODAY = new Date().toISOString().slice(0, 10);
const daysAgo = (days: number) => new Date(Date.parse(TODAY) - days * DAY_MS).toISOString().slice(0, 10);
const at = (day: string, time = "12:00:00.000") => new Date(`${day}T${time}Z`);

let installation: Installation;
let api: Api;
let db: Database;
let author: Person;
let admin: Person;
let learner: Person;
let problemId: string;
let people: string[];
beforeAll(async () => {
  installation = await createInstallation();
  api = await installation.startApi({ LOG_LEVEL: "debug" });
  db = await createDatabase({ url: installation.env.DATABASE_URL!, poolMax: 3, entities: ENTITIES, migrationsFolder: "migrations" });
  [author, admin, learner] = [
    await createInstructor(installation, api),
    await createInstructor(installation, api, "ADMIN"),
    await createLearner(api),
  ];
  problemId = (await createProblem(installation, api)).id;
  await installation.sql("update problems set author_id = $1 where id = $2", [author.userId, problemId]);
  people = [];
  for (let i = 0; i < 5; i++) people.push(await account(at(daysAgo(40 - i))));
});
afterAll(async () => {
  await db?.close();
  await installation?.stop();
});

const failures: object[] = [];
const log = { error: (facts: unknown) => void failures.push(facts as object) };
const refresh = () => refreshAnalytics(db, { log });
/** Objects that have changed: a submission and its judgement are two changes of one. */
const pending = async () =>
  (await installation.sql<{ count: number }>("select count(distinct (kind, key))::int as count from analytics_changes"))[0]!.count;

async function account(when: Date): Promise<string> {
  const id = newId(when.getTime());
  await installation.sql("insert into users (id, email, username, display_name, created_at) values ($1, $2, $3, 'Someone', $4)", [
    ...[id, `${id}@codequest.example`, `p-${id.slice(-12)}`, when],
  ]);
  return id;
}

interface Made {
  when?: Date;
  language?: string;
  failed?: number;
  actual?: string;
  compilerOutput?: string;
  waitMs?: number;
}

async function judge(submissionId: string, verdict: string, { failed, actual, compilerOutput, waitMs = 10 }: Made = {}, more: object = {}) {
  const tests =
    failed === undefined
      ? []
      : [...Array(failed).keys(), failed].map((index) => ({ index, verdict: index === failed ? verdict : "ACCEPTED" }));
  const row = {
    ...{
      id: newId(),
      submission_id: submissionId,
      status: "FINISHED",
      verdict,
      attempt: 1,
      system_failures: 0,
      tests_total: 6,
      tests_passed: 0,
    },
    ...{ compiler_output: compilerOutput ?? null, tests: JSON.stringify(tests), started_at: new Date(), finished_at: new Date() },
    failed_test:
      actual === undefined ? null : JSON.stringify({ index: failed, difference: null, input: "", expected: "", actual, stderr: "" }),
    timeline: JSON.stringify({ queuedMs: waitMs, prepareMs: 1, compileMs: 2 * waitMs, runMs: 30, checkMs: 4 }),
    ...more,
  };
  const names = Object.keys(row);
  await installation.sql(
    `insert into judgements (${names.join(", ")}, test_set_id) select ${names.map((_, i) => `$${i + 1}`).join(", ")}, p.test_set_id
     from submissions s join problems p on p.id = s.problem_id where s.id = $2`,
    Object.values(row),
  );
}

async function submission(userId: string, verdict: string | null, made: Made = {}, to = problemId): Promise<string> {
  const { when = new Date(), language = "python" } = made;
  const id = newId(when.getTime());
  await installation.sql(
    "insert into submissions (id, user_id, problem_id, language, source, source_bytes, created_at) values ($1, $2, $3, $4, 'x', 1, $5)",
    [id, userId, to, language, when],
  );
  if (verdict !== null) await judge(id, verdict, made);
  return id;
}

/** As account deletion does it. */
async function erase(userId: string) {
  await installation.sql("update users set deleted_at = now(), email = null where id = $1", [userId]);
  for (const { step } of DECLARATIONS.personalData.toReversed().flatMap((module) => module.erasures ?? []))
    while ((await db.transaction((tx) => step(tx, userId, { remove: async () => undefined } as never))) > 0) continue;
}

const counted = (list: readonly { count: number }[], word: (one: never) => string) =>
  Object.fromEntries(list.map((one) => [word(one as never), one.count]));

async function problemFigures(who: Client = author) {
  const { refreshedAt, commonCompileErrors, ...found } = (await who.request(ProblemAnalyticsDocument, { id: problemId })).problemAnalytics!;
  return {
    refreshedAt,
    commonCompileErrors,
    shares: found.hardestTests.map(({ share }) => share),
    quantiles: [found.medianAttempts, found.upperQuartileAttempts],
    figures: {
      ...{ submissions: found.submissions, acceptedSubmissions: found.acceptedSubmissions, people: found.people, solvers: found.solvers },
      attempts: Object.fromEntries(found.attempts.map(({ attempts, people: count }) => [attempts, count])),
      byVerdict: counted(found.byVerdict, ({ verdict }: { verdict: string }) => verdict),
      byLanguage: Object.fromEntries(
        found.byLanguage.flatMap(({ language, verdicts }) => verdicts.map(({ verdict, count }) => [`${language.slug} ${verdict}`, count])),
      ),
      ranOnLiveTests: found.ranOnLiveTests,
      hardestTests: Object.fromEntries(found.hardestTests.map(({ test, failures }) => [test, failures])),
      commonWrongAnswers: Object.fromEntries(
        found.commonWrongAnswers.map(({ test, output, submissions }) => [`${test} ${output}`, submissions]),
      ),
    },
  };
}
const expectRawProblem = async () => expect((await problemFigures()).figures).toEqual(await rawProblem(installation, problemId));

describe("a problem", () => {
  let late: string;

  it("has figures that equal the raw rows, and groups of three people at least", async () => {
    const [ada, bob, cid, dan, eve] = people as [string, string, string, string, string];
    const error = (name: string) => ({
      language: "cpp20",
      compilerOutput: `main.cpp:3:5: error: ‘${name}’ was not declared in this scope\n`,
    });
    for (const [index, who] of [ada, bob, cid].entries()) {
      await submission(who, "COMPILATION_ERROR", error(`x${index}`));
      await submission(who, "WRONG_ANSWER", { failed: 1, actual: `${" ".repeat(index)}7 8\n` });
    }
    await submission(ada, "WRONG_ANSWER", { failed: 1, actual: "7\t8" });
    await submission(dan, "WRONG_ANSWER", { failed: 2, actual: "only dan wrote this" });
    await submission(dan, "COMPILATION_ERROR", { language: "cpp20", compilerOutput: "main.cpp:1:1: error: expected ‘;’ before ‘}’ token" });
    await submission(dan, "SYSTEM_ERROR");
    await submission(eve, null);
    for (const who of [ada, bob, dan]) await submission(who, "ACCEPTED");
    await submission(ada, "WRONG_ANSWER", { failed: 1, actual: "7 8" });
    late = await submission(cid, "TIME_LIMIT_EXCEEDED", { failed: 3, waitMs: 40 });

    const before = await problemFigures();
    expect(before.figures.submissions).toBe(0);
    const [since] = await installation.sql<{ at: Date }>(
      "select min(at) as at from analytics_changes where kind in ('SUBMISSION', 'REBUILD') or (kind = 'PROBLEM' and key = $1)",
      [problemId],
    );
    expect(new Date(before.refreshedAt)).toEqual(since!.at);
    const begun = Date.now();
    await refresh();
    expect(await pending()).toBe(0);
    await expectRawProblem();
    const { figures, commonCompileErrors, quantiles, shares, refreshedAt } = await problemFigures();
    expect(Date.parse(refreshedAt)).toBeGreaterThanOrEqual(begun);
    expect(figures).toMatchObject({ people: 4, solvers: 3, hardestTests: { 1: 5, 2: 1, 3: 1 }, commonWrongAnswers: { "1 7 8": 5 } });
    expect(commonCompileErrors).toEqual([
      { language: { slug: "cpp20" }, message: "‘…’ was not declared in this scope", people: 3, submissions: 3 },
    ]);
    // Ada needed 4, Bob and Dan 3.
    expect(quantiles).toEqual([3, 4]);
    expect(shares[0]).toBe(5 / figures.ranOnLiveTests);
  });

  it("is refreshed although a submission has waited for longer than an integer of milliseconds", async () => {
    const id = await submission(people[4]!, null);
    await judge(id, "SYSTEM_ERROR", {}, { timeline: null, queued_at: at(daysAgo(60)), finished_at: at(daysAgo(-60)) });
    await refresh();
    const times = await installation.sql("select wait_ms as wait, judging_ms as judging from analytics_attempts where submission_id = $1", [
      id,
    ]);
    expect(times).toEqual([{ wait: 2 ** 31 - 1, judging: 2 ** 31 - 1 }]);
    await installation.sql("delete from judgements where submission_id = $1", [id]);
    await installation.sql("delete from submissions where id = $1", [id]);
    await refresh();
    expect(await pending()).toBe(0);
  });

  it("follows a rejudge once it is applied, other tests, and nothing when it is refreshed again", async () => {
    await judge(late, "ACCEPTED", {}, { staged: true, requested_by_id: admin.userId });
    await refresh();
    expect((await problemFigures()).figures.solvers).toBe(3);
    await installation.sql("update judgements set staged = false where submission_id = $1", [late]);
    await Promise.all([refresh(), refresh()]);
    await refresh();
    expect((await problemFigures()).figures.solvers).toBe(4);
    await expectRawProblem();
    expect(await refresh()).toBe(0);

    const [{ id: old } = { id: "" }] = await installation.sql<{ id: string }>("select test_set_id as id from problems where id = $1", [
      problemId,
    ]);
    await installation.sql("update problems set test_set_id = null where id = $1", [problemId]);
    await refresh();
    expect((await problemFigures()).figures).toMatchObject({ ranOnLiveTests: 0, hardestTests: {}, commonWrongAnswers: {}, solvers: 4 });
    await installation.sql("update problems set test_set_id = $2 where id = $1", [problemId, old]);
    await refresh();
    await expectRawProblem();
  });

  it("loses nothing to a refresh that dies, and is the same after a rebuild", async () => {
    const added = await submission(people[4]!, "WRONG_ANSWER", { failed: 2, actual: "x" });
    const dying = inTurn(db, async (tx) => {
      await refreshAttempts(tx, [added]);
      throw new Error("killed");
    });
    await expect(dying).rejects.toThrow("killed");
    let looks = 0;
    const stopping = {
      get aborted() {
        return ++looks > 1;
      },
    } as AbortSignal;
    expect(await refreshAnalytics(db, { stopping, log })).toBeLessThanOrEqual(1);
    await refresh();
    await expectRawProblem();
    const { figures } = await problemFigures();
    await installation.sql(
      "truncate analytics_attempts, analytics_problems, analytics_days, analytics_retention, active_days, analytics_tracks",
    );
    // As if it had been left behind.
    await installation.sql("delete from analytics_changes");
    await startRebuild(db.em.fork());
    await refresh();
    expect((await problemFigures()).figures).toEqual(figures);
  });

  it("sets aside what fails, computes the others, and tries it again later", async () => {
    const { id: otherId } = await createProblem(installation, api);
    const failing = await submission(people[3]!, "WRONG_ANSWER", { failed: 1, actual: "y" });
    await submission(people[3]!, "ACCEPTED", {}, otherId);
    const fine = await submission(people[3]!, "WRONG_ANSWER", { failed: 1, actual: "z" });
    await installation.sql(
      `create function fails() returns trigger language plpgsql as $$ begin
         if to_jsonb(new) ->> tg_argv[0] = tg_argv[1] then raise exception 'fails'; end if; return new; end $$`,
    );
    await installation.sql(
      `create trigger fails before insert on analytics_attempts for each row execute function fails('submission_id', '${keyOf(failing)}')`,
    );
    await installation.sql(
      `create trigger fails before insert on analytics_problems for each row execute function fails('problem_id', '${keyOf(otherId)}')`,
    );
    failures.length = 0;
    await refresh();
    const expected = [
      { kind: "SUBMISSION", key: keyOf(failing) },
      { kind: "PROBLEM", key: keyOf(otherId) },
    ];
    expect(failures).toMatchObject(expected);
    expect(await installation.sql("select 1 from analytics_attempts where submission_id = $1", [fine])).toHaveLength(1);
    expect(await pending()).toBe(2);
    await refresh();
    expect(failures).toHaveLength(2);
    for (const table of ["analytics_attempts", "analytics_problems"]) await installation.sql(`drop trigger fails on ${table}`);
    await installation.sql("update analytics_changes set retry_at = now()");
    await refresh();
    expect(await pending()).toBe(0);
    await expectRawProblem();
  });

  it("shows nothing of an output once too few people are left, as accounts are deleted", async () => {
    await erase(people[0]!);
    await refresh();
    const { figures, commonCompileErrors } = await problemFigures();
    expect([figures.commonWrongAnswers, commonCompileErrors]).toEqual([{}, []]);
    await expectRawProblem();
    expect(await installation.sql("select 1 from analytics_attempts where user_id = $1 and text is not null", [people[0]])).toEqual([]);
  });

  it("has figures for its editors only", async () => {
    const stranger = await createInstructor(installation, api);
    const errorFor = async (who: Person, id = problemId) => (await who.errorOf(ProblemAnalyticsDocument, { id })).code;
    expect([await errorFor(stranger), await errorFor(learner)]).toEqual(["FORBIDDEN", "FORBIDDEN"]);
    expect((await problemFigures(admin)).figures.people).toBe(5);
    await installation.sql("update problems set status = 'DRAFT' where id = $1", [problemId]);
    expect([await errorFor(stranger), await errorFor(author, newId())]).toEqual(["NOT_FOUND", "NOT_FOUND"]);
    await installation.sql("update problems set status = 'PUBLISHED' where id = $1", [problemId]);
  });
});

describe("a track", () => {
  let trackId: string;
  let lessons: string[];
  const figures = async (who: Person = author) => {
    const { enrolled, started, completed, modules } = (await who.request(TrackAnalyticsDocument, { id: trackId })).trackAnalytics!;
    const shown = modules.flatMap((module) => module.lessons.map(({ lesson: _, ...rest }) => rest));
    return {
      enrolled,
      started,
      completed,
      modules: modules.map((one) => ({ started: one.started, completed: one.completed })),
      lessons: shown,
    };
  };
  const expectRaw = async () => expect(await figures()).toEqual(await rawTrack(installation, trackId));
  const enroll = (userId: string, done = false) =>
    installation.sql("insert into enrollments (id, user_id, track_id, completed_at) values ($1, $2, $3, $4)", [
      ...[newId(), userId, trackId, done ? new Date() : null],
    ]);
  const progress = (userId: string, lesson: number, activeMs: number, complete = true) =>
    installation.sql(
      "insert into lesson_progress (user_id, lesson_id, active_ms, last_viewed_at, completed_at) values ($1, $2, $3, $4, $5)",
      [...[userId, lessons[lesson], activeMs, new Date(), complete ? new Date() : null]],
    );

  it("has a funnel by module and lesson, and times of three learners at least", async () => {
    const track = await publishedTrack(author, [2, 2]);
    trackId = track.id;
    lessons = track.modules.flatMap((module) => module.lessons);
    const takers = [...people.slice(1), learner.userId];
    for (const [index, who] of takers.entries()) await enroll(who, index === 0);
    for (let lesson = 0; lesson < 4; lesson++) await progress(takers[0]!, lesson, 1000 * (lesson + 1));
    await progress(takers[1]!, 0, 5000);
    await progress(takers[1]!, 1, 0);
    await progress(takers[2]!, 0, 2001);
    await progress(takers[2]!, 2, 700, false);
    await progress(takers[3]!, 0, 9000, false);
    // Does not take the track.
    await progress(admin.userId, 0, 77_000);
    await refresh();
    await expectRaw();
    expect(await figures()).toMatchObject({
      ...{ enrolled: 5, started: 4, completed: 1 },
      modules: [
        { started: 4, completed: 2 },
        { started: 2, completed: 1 },
      ],
      lessons: [
        { started: 4, completed: 3, stoppedHere: 1, timed: 4, lowerQuartileMs: 1751, medianMs: 3501, upperQuartileMs: 6000 },
        { started: 2, stoppedHere: 1, timed: 1, medianMs: null },
        { started: 2, completed: 1, stoppedHere: 1 },
        { started: 1, completed: 1, stoppedHere: 0 },
      ],
    });
  });

  it("follows what is taken back, hidden, moved and deleted", async () => {
    const steps: (() => Promise<unknown>)[] = [
      () => installation.sql("update lesson_progress set completed_at = null where user_id = $1", [people[1]]),
      () => installation.sql("delete from enrollments where user_id = $1", [people[2]]),
      () => installation.sql("update lessons set status = 'ARCHIVED' where id = $1", [lessons[2]]),
      () => installation.sql("update lessons set position = 'zz' where id = $1", [lessons[0]]),
      () => erase(people[3]!),
    ];
    for (const step of steps) {
      await step();
      await refresh();
      await expectRaw();
    }
  });

  it("has figures for its editors only", async () => {
    expect(await learner.errorOf(TrackAnalyticsDocument, { id: trackId })).toMatchObject({ code: "FORBIDDEN" });
    const stranger = await createInstructor(installation, api);
    expect(await stranger.errorOf(TrackAnalyticsDocument, { id: trackId })).toMatchObject({ code: "FORBIDDEN" });
    expect(await stranger.errorOf(TrackAnalyticsDocument, { id: newId() })).toMatchObject({ code: "NOT_FOUND" });
    expect((await figures(admin)).enrolled).toBe(3);
  });
});

describe("a class", () => {
  let classId: string;
  let assistant: Person;
  const members: string[] = [];
  const analytics = async (variables: object = {}, who: Person = author) =>
    (await who.request(ClassAnalyticsDocument, { id: classId, first: 50, ...variables } as never)).classAnalytics!;
  const add = async (userId: string, joined: string) => {
    await installation.sql(
      "insert into class_members (id, class_id, user_id, role, joined_by, created_at) values ($1, $2, $3, 'LEARNER', 'ADDED', $4)",
      [...[newId(), classId, userId, at(joined)]],
    );
    members.push(userId);
  };
  const assign = async (change: object) =>
    (
      await author.request(CreateClassAssignmentDocument, {
        input: { classId, title: "Work", opensAt: { local: `${daysAgo(20)}T00:00` }, ...change } as never,
      })
    ).createClassAssignment.assignment.id;

  it("shows what its learners did, and who may need help with reasons", async () => {
    classId = (await author.request(CreateClassDocument, { input: { title: "Class", timeZone: "UTC" } })).createClass.class.id;
    assistant = await createLearner(api);
    await author.request(AddClassMemberDocument, { input: { classId, username: assistant.username, role: "ASSISTANT" } });
    await author.request(AddClassMemberDocument, { input: { classId, username: learner.username, role: "LEARNER" } });
    members.push(learner.userId);
    const [busy, stuck, silent, fresh] = await Promise.all([30, 30, 30, 1].map((days) => account(at(daysAgo(days)))));
    for (const [who, joined] of [
      [busy, 30],
      [stuck, 30],
      [silent, 30],
      [fresh, 1],
    ] as const)
      await add(who!, daysAgo(joined));
    const problems = await assign({
      kind: "PROBLEMS",
      title: "Problems",
      dueAt: { local: `${daysAgo(2)}T00:00` },
      problems: [{ problemId, points: 10 }],
    });
    const essay = await assign({ kind: "FREE", title: "Essay", dueAt: { local: `${daysAgo(1)}T00:00` } });
    await assign({ kind: "FREE", title: "Later", opensAt: { local: `${daysAgo(-5)}T00:00` } });
    await submission(busy!, "ACCEPTED", { when: at(daysAgo(3)) });
    for (let i = 0; i < 6; i++) await submission(stuck!, "WRONG_ANSWER", { when: at(daysAgo(4), `12:00:0${i}.000`), failed: 1 });
    // Too long ago to count.
    await submission(stuck!, "WRONG_ANSWER", { when: at(daysAgo(14)), failed: 1 });
    await learner.request(SubmitCourseworkDocument, { input: { assignmentId: essay, text: "Mine" } });
    await submission(learner.userId, "ACCEPTED");
    await installation.sql("insert into problem_viewer_status (user_id, problem_id, solved) values ($1, $3, true), ($2, $3, true)", [
      ...[busy, learner.userId, problemId],
    ]);
    await installation.sql("insert into coursework_submissions (id, assignment_id, user_id, text) values ($1, $2, $3, 'x')", [
      newId(),
      essay,
      busy,
    ]);
    await refresh();

    const found = await analytics();
    expect(found).toMatchObject({ learnerCount: 5, medianCompletion: 0, atRiskCount: 3, activeLearners7Days: 3, activeLearners28Days: 3 });
    expect(found.activity).toHaveLength(28);
    expect(found.activity.filter(({ learners }) => learners > 0)).toEqual([
      { date: daysAgo(14), learners: 1 },
      { date: daysAgo(4), learners: 1 },
      { date: daysAgo(3), learners: 1 },
      { date: TODAY, learners: 1 },
    ]);
    expect(found.assignments.map(({ assignment, handedIn, missing }) => [assignment?.id, handedIn, missing])).toEqual([
      [problems, 3, 2],
      [essay, 2, 3],
    ]);
    const line = (userId: string) => found.learners.nodes.find(({ user }) => keyOf(user.id) === keyOf(userId))!;
    expect(line(learner.userId)).toMatchObject({ handedIn: 2, missing: 0, completion: 1, risks: [] });
    expect(line(busy!)).toMatchObject({ lastActiveOn: daysAgo(3), activeDays: 1, assigned: 2, completion: 1, risks: [] });
    expect(line(stuck!).risks).toEqual([{ kind: "REPEATED_FAILURE", value: 6, problem: { id: problemId } }]);
    expect(line(silent!)).toMatchObject({ lastActiveOn: null, missing: 2 });
    expect(line(silent!).risks.map(({ kind, value }) => [kind, value])).toEqual([
      ["INACTIVE", 30],
      ["MISSING_WORK", 2],
    ]);
    expect(line(fresh!).risks.map(({ kind }) => kind)).toEqual(["MISSING_WORK"]);
  });

  it("is counted in at most 12 statements, however many learners there are", async () => {
    const few = (await sqlOf(api, () => analytics({ first: 5 }))).length;
    for (let i = 0; i < 20; i++) await add(await account(at(daysAgo(9))), daysAgo(9));
    const statements = await sqlOf(api, () => analytics({ first: 50 }));
    expect(statements.length).toBeLessThanOrEqual(12);
    expect(statements.length).toBe(few);
    const found = await analytics();
    // Who has done something is ahead of a median of 0; nobody is behind it.
    expect(found).toMatchObject({ learnerCount: 25, medianCompletion: 0 });
  });

  it("lists its learners in pages, and those at risk alone", async () => {
    const all = (await analytics()).learners.nodes.map(({ user }) => user.id);
    const first = (await analytics({ first: 2 })).learners;
    expect(first).toMatchObject({ totalCount: 25, pageInfo: { hasNextPage: true, hasPreviousPage: false } });
    const rest = (await analytics({ first: 100, after: first.pageInfo.endCursor })).learners;
    expect([...first.nodes, ...rest.nodes].map(({ user }) => user.id)).toEqual(all);
    expect(rest.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const last = (await analytics({ first: null, last: 3 })).learners;
    expect(last.nodes.map(({ user }) => user.id)).toEqual(all.slice(-3));
    const risky = (await analytics({ onlyAtRisk: true })).learners;
    expect(risky.totalCount).toBe(23);
    expect(risky.nodes.every(({ risks }) => risks.length > 0)).toBe(true);
    const errorOf = (variables: object) => author.errorOf(ClassAnalyticsDocument, { id: classId, ...variables });
    for (const odd of [{ first: 0 }, { first: 101 }, { first: 1, after: "x" }])
      expect(await errorOf(odd)).toMatchObject({ code: "BAD_USER_INPUT" });
  });

  it("is shown to its staff and admins", async () => {
    expect((await analytics({}, assistant)).learnerCount).toBe(25);
    expect((await analytics({}, admin)).learnerCount).toBe(25);
    expect(await learner.errorOf(ClassAnalyticsDocument, { id: classId })).toMatchObject({ code: "FORBIDDEN" });
    const stranger = await createInstructor(installation, api);
    expect(await stranger.errorOf(ClassAnalyticsDocument, { id: classId })).toMatchObject({ code: "NOT_FOUND" });
  });

  it("sees what goes wrong at an assigned problem: its learners only, and no more than they see", async () => {
    const { id } = await createProblem(installation, api);
    const problem = keyOf(id);
    const figures = async (who: Person = author) =>
      (await who.request(ClassProblemAnalyticsDocument, { classId, problemId: id })).classProblemAnalytics!;
    expect(await author.errorOf(ClassProblemAnalyticsDocument, { classId, problemId: id })).toMatchObject({ code: "NOT_FOUND" });
    await assign({ kind: "PROBLEMS", title: "More", problems: [{ problemId: id, points: 10 }] });
    const [first, second] = members.slice(1) as [string, string];
    const outside = await account(at(daysAgo(9)));
    const error = { compilerOutput: "main.py:1:1: error: expected ‘;’ before ‘}’ token" };
    for (const who of [first, second, outside]) {
      await submission(who, "WRONG_ANSWER", { failed: 0, actual: "sample" }, problem);
      await submission(who, "WRONG_ANSWER", { failed: 1, actual: "hidden" }, problem);
      await submission(who, "COMPILATION_ERROR", error, problem);
    }
    await submission(first, "WRONG_ANSWER", { failed: 1, actual: "alone" }, problem);
    await submission(first, "ACCEPTED", {}, problem);
    // Before it was assigned.
    await submission(second, "WRONG_ANSWER", { failed: 1, actual: "alone", when: at(daysAgo(25)) }, problem);
    await refresh();
    const [onSample, onHidden] = ["sample", "hidden"].map((output, test) => ({ test, output, people: 2, submissions: 2 }));
    const common = { submissions: 8, people: 2, solvers: 1, ranOnLiveTests: 6, problem: { id } };
    expect(await figures()).toMatchObject({
      ...common,
      hardestTests: [
        { test: 1, failures: 3, share: 0.5 },
        { test: 0, failures: 2 },
      ],
      commonWrongAnswers: [onSample],
      commonCompileErrors: [{ people: 2, submissions: 2 }],
    });
    const feedback = (level: string) => installation.sql("update problems set feedback = $1 where id = $2", [level, problem]);
    await feedback("EVERYTHING");
    expect((await figures(assistant)).commonWrongAnswers).toEqual(expect.arrayContaining([onSample, onHidden]));
    await feedback("NOTHING");
    expect(await figures(admin)).toMatchObject({
      ...common,
      hardestTests: [],
      commonWrongAnswers: [],
      commonCompileErrors: [{ people: 2 }],
    });
    expect(await learner.errorOf(ClassProblemAnalyticsDocument, { classId, problemId: id })).toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("the platform", () => {
  const days = Array.from({ length: 60 }, (_, index) => daysAgo(59 - index));
  const read = async (from = days[0]!, to = TODAY) => (await admin.request(PlatformAnalyticsDocument, { from, to })).platformAnalytics!;
  async function expectRaw() {
    const { days: found, cohorts } = await read();
    const shown = found.map(({ byVerdict, byLanguage, ...day }) => ({
      ...day,
      byVerdict: counted(byVerdict, ({ verdict }: { verdict: string }) => verdict),
      byLanguage: counted(byLanguage, ({ language }: { language: { slug: string } }) => language.slug),
    }));
    expect({ days: shown, cohorts }).toEqual(await rawPlatform(installation, days));
  }

  it("has active accounts, cohorts, submissions and times that equal the raw rows, by day", async () => {
    const [early, other] = [await account(at(daysAgo(50), "00:00:00.000")), await account(at(daysAgo(50), "23:59:59.999"))];
    const signIn = (userId: string, when: Date, impersonator: string | null = null) =>
      installation.sql(
        `insert into sessions (id, user_id, token_digest, recent_uses, method, expires_at, created_at, impersonator_id) values ($1, $2, 'x', '[]', 'PASSWORD', $3, $3, $4)`,
        [newId(), userId, when, impersonator],
      );
    for (const ago of [49, 48, 43, 20]) await signIn(early, at(daysAgo(ago), "23:59:59.000"));
    await signIn(early, at(daysAgo(20), "01:00:00.000"));
    await signIn(early, at(daysAgo(12)), admin.userId);
    await submission(other, "ACCEPTED", { when: at(daysAgo(45), "00:00:00.000"), waitMs: 5 });
    await submission(other, "WRONG_ANSWER", { when: at(daysAgo(45), "23:59:59.999"), waitMs: 95, language: "go" });
    await refresh();
    await expectRaw();
    // An impersonated account was not active itself.
    expect((await read()).days.find(({ date }) => date === daysAgo(12))).toMatchObject({ activeAccounts: 0 });
    expect(await pending()).toBe(0);
    await installation.sql("delete from sessions where impersonator_id is not null");
    await erase(other);
    await refresh();
    await expectRaw();
  });

  it("keeps its figures when days go by retention", async () => {
    const before = await read();
    const rule = DECLARATIONS.retention.find(({ name }) => name === "active-days")!;
    const purged = await db.transaction((tx) => rule.purge(tx, at(daysAgo(30)), 1000));
    expect(purged).toBeGreaterThan(0);
    await refresh();
    expect((await read()).days).toEqual(before.days);
  });

  it("is shown to admins, for days that there are", async () => {
    expect(await author.errorOf(PlatformAnalyticsDocument, { from: TODAY, to: TODAY })).toMatchObject({ code: "FORBIDDEN" });
    const fieldOf = async (from: string, to: string) => (await admin.errorOf(PlatformAnalyticsDocument, { from, to })).extensions.fields;
    expect(await fieldOf(TODAY, daysAgo(1))).toMatchObject([{ field: "to" }]);
    expect(await fieldOf(daysAgo(366), TODAY)).toMatchObject([{ field: "to" }]);
    expect(await fieldOf("0001-01-01", "9999-12-31")).toMatchObject([{ field: "from" }]);
    expect((await read(daysAgo(-1), daysAgo(-2))).days).toEqual([]);
    expect((await read(daysAgo(364), daysAgo(-1))).days).toHaveLength(365);
  });

  it("is refreshed by a worker", async () => {
    await submission(learner.userId, "ACCEPTED", { language: "java17" });
    await installation.startWorker(WITHOUT_JUDGE);
    await eventually(
      async () => (await read(TODAY)).days[0]!.byLanguage.map(({ language }) => language.slug),
      (found) => found.includes("java17"),
    );
  });
});
