/** Figures by day, and what retention removes. */
import { Queue } from "bullmq";
import { newId } from "../../src/kernel/ids.js";
import { eventually, WITHOUT_JUDGE } from "../support/events.js";
import { SetSystemSettingDocument, StatisticsDocument } from "../support/generated.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { createInstructor, createLearner, createProblem, type Problem } from "../support/scenario.js";

type Person = Awaited<ReturnType<typeof createLearner>>;

const DAY_MS = 86_400_000;
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const TODAY = dayOf(Date.now());
const daysAgo = (days: number) => dayOf(Date.parse(TODAY) - days * DAY_MS);
const at = (day: string, time: string) => new Date(`${day}T${time}Z`);

describe("what is counted and what is removed", () => {
  let installation: Installation;
  let api: Api;
  let admin: Person;
  let problem: Problem;

  beforeAll(async () => {
    installation = await createInstallation();
    api = await installation.startApi();
    admin = await createInstructor(installation, api, "ADMIN");
    problem = await createProblem(installation, api);
  });
  afterAll(() => installation?.stop());

  const statistics = async (from: string, to: string) => (await admin.request(StatisticsDocument, { from, to })).statistics;
  const account = async (when: Date) => {
    const id = newId(when.getTime());
    await installation.sql("insert into users (id, email, username, display_name, created_at) values ($1, $2, $3, 'Old', $4)", [
      id,
      `${id}@codequest.example`,
      `u-${id.slice(-12)}`,
      when,
    ]);
    return id;
  };
  interface Judged {
    verdict?: string | null;
    language?: string;
    waitMs?: number;
    judgingMs?: number;
    rejudgedAs?: string;
  }
  const submission = async (userId: string, when: Date, { verdict = "ACCEPTED", language = "python", ...rest }: Judged = {}) => {
    const [id, ms] = [newId(when.getTime()), when.getTime()];
    await installation.sql(
      "insert into submissions (id, user_id, problem_id, language, source, source_bytes, created_at) values ($1, $2, $3, $4, 'x', 1, $5)",
      [id, userId, problem.id, language, when],
    );
    const judgement = (judgedAs: string | null, queuedMs: number, requestedBy: string | null) => {
      const started = queuedMs + (rest.waitMs ?? 100);
      return installation.sql(
        `insert into judgements (id, submission_id, test_set_id, status, verdict, queued_at, started_at, finished_at, requested_by_id, attempt, system_failures, tests_total, tests_passed, tests)
         select $1, $2, test_set_id, $3, $4, $5, $6, $7, $8, 1, 0, 1, 1, '[]' from problems where id = $9`,
        [
          newId(queuedMs),
          id,
          judgedAs === null ? "QUEUED" : "FINISHED",
          judgedAs,
          new Date(queuedMs),
          judgedAs === null ? null : new Date(started),
          judgedAs === null ? null : new Date(started + (rest.judgingMs ?? 1000)),
          requestedBy,
          problem.id,
        ],
      );
    };
    await judgement(verdict, ms, null);
    if (rest.rejudgedAs) await judgement(rest.rejudgedAs, ms + 60_000, admin.userId);
    return id;
  };

  it("statistics: each day from midnight to midnight UTC, by verdict and language, with how long it took", async () => {
    const [day, next] = [daysAgo(10), daysAgo(9)];
    const [ada, bob] = [await account(at(day, "00:00:00.000")), await account(at(day, "23:59:59.999"))];
    await account(at(next, "00:00:00.000"));
    for (let i = 1; i <= 20; i++) await submission(ada, at(day, "12:00:00.000"), { waitMs: i * 100, judgingMs: i * 1000 });
    await submission(bob, at(day, "23:59:59.990"), {
      verdict: "WRONG_ANSWER",
      language: "go",
      rejudgedAs: "ACCEPTED",
      waitMs: 100,
      judgingMs: 1000,
    });
    await submission(bob, at(next, "00:00:00.000"), { verdict: "SYSTEM_ERROR" });
    await installation.sql("update problems set published_at = $1", [at(day, "08:00:00")]);
    const [, first, second, ...others] = await statistics(daysAgo(11), TODAY);
    expect(first).toEqual({
      date: day,
      newAccounts: 2,
      activeAccounts: 2,
      submissions: 21,
      problemsPublished: 1,
      byVerdict: [
        { verdict: "ACCEPTED", count: 20 },
        { verdict: "WRONG_ANSWER", count: 1 },
      ],
      byLanguage: [
        { language: { slug: "python" }, count: 20 },
        { language: { slug: "go" }, count: 1 },
      ],
      queueWaitMs: { p50: 1000, p95: 1900 },
      judgingMs: { p50: 10_000, p95: 19_000 },
    });
    expect(second).toMatchObject({ date: next, newAccounts: 1, submissions: 1, byVerdict: [{ verdict: "SYSTEM_ERROR", count: 1 }] });
    expect(others.map(({ date }) => date)).toEqual([8, 7, 6, 5, 4, 3, 2, 1, 0].map(daysAgo));
    expect(others[0]).toMatchObject({
      submissions: 0,
      activeAccounts: 0,
      byVerdict: [],
      byLanguage: [],
      queueWaitMs: null,
      judgingMs: null,
    });
    expect(others.at(-1)!.newAccounts).toBeGreaterThan(0);
  });

  it("statistics: days to come are left out, and nonsense is refused by field", async () => {
    expect(await statistics(dayOf(Date.now() + 2 * DAY_MS), dayOf(Date.now() + 3 * DAY_MS))).toEqual([]);
    expect(await statistics(TODAY, dayOf(Date.now() + 2 * DAY_MS))).toHaveLength(1);
    expect(await statistics(daysAgo(365), TODAY)).toHaveLength(366);
    const errorOf = (from: string, to: string) => admin.errorOf(StatisticsDocument, { from, to });
    for (const [from, to] of [
      [TODAY, daysAgo(1)],
      [daysAgo(366), TODAY],
    ] as const)
      expect(await errorOf(from, to)).toMatchObject({ code: "BAD_USER_INPUT", extensions: { fields: [{ field: "to" }] } });
    expect(await errorOf("0001-01-01", "9999-12-31")).toMatchObject({
      code: "BAD_USER_INPUT",
      extensions: { fields: [{ field: "from" }] },
    });
    expect(await errorOf("0000-01-01", "0000-01-02")).toMatchObject({
      code: "BAD_USER_INPUT",
      extensions: { fields: [{ field: "from" }] },
    });
    expect(await errorOf(TODAY, "9999-12-31")).toMatchObject({ code: "BAD_USER_INPUT", extensions: { fields: [{ field: "to" }] } });
    expect((await errorOf("yesterday", TODAY)).code).toBe("BAD_USER_INPUT");
    expect((await errorOf("2026-02-30", TODAY)).code).toBe("BAD_USER_INPUT");
    const learner = await createLearner(api);
    expect(await learner.errorOf(StatisticsDocument, { from: TODAY, to: TODAY })).toMatchObject({ code: "FORBIDDEN" });
  });

  it("statistics: a worker keeps the figures of days that are over and judged, and answers stay the same", async () => {
    const [done, waiting] = [daysAgo(20), daysAgo(5)];
    const someone = await account(at(done, "10:00:00"));
    await submission(someone, at(done, "11:00:00"));
    const open = await submission(someone, at(waiting, "11:00:00"), { verdict: null });
    const before = await statistics(daysAgo(30), TODAY);
    const worker = await installation.startWorker(WITHOUT_JUDGE);
    const kept = await eventually(
      () => installation.sql<{ day: string }>("select day::text as day from daily_statistics order by day"),
      (days) => days.length >= 361,
    );
    const days = kept.map(({ day }) => day);
    expect(days).toContain(done);
    expect(days.at(-1)).toBe(daysAgo(6));
    expect(await statistics(daysAgo(30), TODAY)).toEqual(before);
    await installation.sql("update judgements set status = 'FINISHED', verdict = 'ACCEPTED' where submission_id = $1", [open]);
    await worker.stop();
  });

  describe("retention", () => {
    const olderThan = (days: number) => new Date(Date.now() - (days + 1) * DAY_MS);
    const set = (name: string, value: number) => admin.request(SetSystemSettingDocument, { input: { name, value, expectedRevision: 0 } });
    const idsOf = async (table: string) => new Set((await installation.sql<{ id: string }>(`select id from ${table}`)).map(({ id }) => id));

    it("removes what is older than its setting says, once a day, and is on record; 0 keeps for ever", async () => {
      const { userId } = admin;
      await set("retention.failedMailsDays", 0);
      await set("retention.notificationsDays", 400);
      await set("retention.readNotificationsDays", 0);
      const [old, young] = [newId(), newId()];
      const both = async (table: string, columns: string, valuesOf: (id: string, days: number) => unknown[], days: number) => {
        for (const [id, age] of [
          [old, days],
          [young, days - 2],
        ] as const) {
          const values = valuesOf(id, age);
          await installation.sql(`insert into ${table} (${columns}) values (${values.map((_, i) => `$${i + 1}`).join(", ")})`, values);
        }
      };
      await both(
        "sessions",
        "id, user_id, token_digest, recent_uses, method, expires_at",
        (id, age) => [id, userId, id, "[]", "PASSWORD", olderThan(age)],
        30,
      );
      await both("mailed_links", "id, purpose, email, expires_at", (id, age) => [id, "VERIFY_EMAIL", "a@b.example", olderThan(age)], 7);
      await both(
        "notifications",
        "id, user_id, kind, event_id, channels, data, created_at, read_at",
        (id, age) => [id, userId, "verdict", id, "{IN_APP}", {}, olderThan(age), olderThan(age)],
        400,
      );
      await both(
        "failed_mails",
        "id, mail_id, kind, event, attempts, error, failed_at",
        (id) => [id, id, "welcome", {}, 1, "", olderThan(5000)],
        90,
      );
      await both(
        "failed_jobs",
        "id, queue, job_id, payload, attempts, error, failed_at",
        (id, age) => [id, "mail", id, {}, 1, "", olderThan(age)],
        90,
      );
      const ancient = newId(Date.now() - 731 * DAY_MS);
      await installation.sql(
        "insert into audit_entries (id, action, subject_type, details, created_at) values ($1, 'a.b', 'c', '{}', $2)",
        [ancient, olderThan(730)],
      );
      // More than one transaction takes.
      await installation.sql(
        `insert into mailed_links (id, purpose, email, expires_at)
         select gen_random_uuid(), 'VERIFY_EMAIL', 'many@b.example', now() - interval '9 days' from generate_series(1, 2500)`,
      );
      await installation.sql("delete from retention_runs");
      const before = await idsOf("audit_entries");

      const workers = await Promise.all([installation.startWorker(WITHOUT_JUDGE), installation.startWorker(WITHOUT_JUDGE)]);
      const [run] = await eventually(
        () => installation.sql<{ day: string; removed: object }>("select day::text as day, removed from retention_runs"),
        (runs) => runs.length === 1,
      );
      const removed = { sessions: 1, "mailed-links": 2501, notifications: 1, "failed-jobs": 1, "audit-entries": 1 };
      expect(run).toEqual({ day: TODAY, removed });
      for (const table of ["sessions", "mailed_links", "notifications", "failed_jobs"]) {
        const left = await idsOf(table);
        expect({ table, old: left.has(old), young: left.has(young) }).toEqual({ table, old: false, young: true });
      }
      expect(await idsOf("failed_mails")).toEqual(new Set([old, young]));
      const after = await idsOf("audit_entries");
      expect([...before].filter((id) => !after.has(id))).toEqual([ancient]);
      const entries = await installation.sql("select actor_id, details from audit_entries where action = 'retention.applied'");
      expect(entries).toEqual([{ actor_id: null, details: { day: TODAY, removed } }]);
      // What an admin has just set holds, though no worker was told.
      const kept = newId();
      await installation.sql("insert into mailed_links (id, purpose, email, expires_at) values ($1, 'VERIFY_EMAIL', 'c@b.example', $2)", [
        kept,
        olderThan(7),
      ]);
      await installation.sql(
        "insert into system_settings (name, value, revision, changed_by_id) values ('retention.mailedLinksDays', '0', 1, $1)",
        [userId],
      );
      await installation.sql("delete from retention_runs");
      const queue = new Queue("purge-old-rows", {
        connection: { url: installation.env.REDIS_URL! },
        prefix: installation.env.REDIS_PREFIX!,
      });
      await queue.add("purge-old-rows", { day: TODAY }, { jobId: "again", removeOnComplete: true });
      await eventually(
        () => installation.sql("select from retention_runs"),
        (runs) => runs.length === 1,
      );
      await queue.close();
      expect(await idsOf("mailed_links")).toContain(kept);
      // The log stays what nobody changes.
      await expect(installation.sql("delete from audit_entries")).rejects.toThrow(/append-only/);
      await Promise.all(workers.map((worker) => worker.stop()));
    });
  });
});
