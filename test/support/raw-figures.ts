/** Figures computed from the raw rows, in another way than the refresh does: for comparison. */
import type { Installation } from "./installation.js";

interface Judged {
  userId: string;
  language: string;
  verdict: string;
  isLive: boolean;
  failed: number | null;
  actual: string | null;
  compilerOutput: string | null;
}

const NOT_JUDGED = ["SYSTEM_ERROR", "CANCELLED"];
const peopleOf = (all: readonly { userId: string }[]) => new Set(all.map(({ userId }) => userId)).size;
const tally = (words: readonly string[]) =>
  Object.fromEntries([...Map.groupBy(words, (word) => word)].map(([word, { length }]) => [word, length]));

/** With the present verdicts, in the order of submission. */
export async function rawProblem({ sql }: Installation, problemId: string) {
  const rows = await sql<Omit<Judged, "failed"> & { tests: { index: number; verdict: string }[] }>(
    `select s.user_id as "userId", s.language, j.verdict, j.test_set_id = p.test_set_id as "isLive", j.tests, j.failed_test ->> 'actual' as actual,
       j.compiler_output as "compilerOutput"
     from submissions s join problems p on p.id = s.problem_id join judgements j on j.submission_id = s.id
     where p.id = $1 and j.id = (select max(k.id::text)::uuid from judgements k where k.submission_id = s.id and not k.staged) and j.status = 'FINISHED' order by s.id`,
    [problemId],
  );
  const judged = rows
    .filter(({ verdict }) => !NOT_JUDGED.includes(verdict))
    .map(({ tests, ...row }): Judged => ({
      ...row,
      failed: row.verdict === "ACCEPTED" ? null : (tests.find(({ verdict }) => verdict !== "ACCEPTED")?.index ?? null),
    }));
  const accepted = judged.filter(({ verdict }) => verdict === "ACCEPTED");
  const attempts = [...Map.groupBy(judged, ({ userId }) => userId).values()].flatMap((own) => {
    const at = own.findIndex(({ verdict }) => verdict === "ACCEPTED");
    return at < 0 ? [] : [at + 1];
  });
  const live = judged.filter(({ isLive }) => isLive);
  const wrong = live.filter(({ verdict, actual }) => verdict === "WRONG_ANSWER" && actual !== null);
  const groups = [...Map.groupBy(wrong, ({ failed, actual }) => `${failed} ${actual!.split(/\s+/).filter(Boolean).join(" ")}`)];
  return {
    submissions: judged.length,
    acceptedSubmissions: accepted.length,
    people: peopleOf(judged),
    solvers: peopleOf(accepted),
    attempts: tally(attempts.map(String)),
    byVerdict: tally(judged.map(({ verdict }) => verdict)),
    byLanguage: tally(judged.map(({ language, verdict }) => `${language} ${verdict}`)),
    ranOnLiveTests: live.filter(({ verdict }) => verdict !== "COMPILATION_ERROR").length,
    hardestTests: tally(live.flatMap(({ failed }) => (failed === null ? [] : [String(failed)]))),
    commonWrongAnswers: Object.fromEntries(groups.filter(([, all]) => peopleOf(all) >= 3).map(([text, all]) => [text, all.length])),
  };
}

interface Progress {
  userId: string;
  lessonId: string;
  moduleId: string;
  place: number;
  complete: boolean;
  activeMs: number;
}

/** Linear interpolation between the two nearest values, as SQL's percentile_cont. */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  if (sorted.length === 0) return null;
  const at = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
  return Math.round(low + (high - low) * (at - Math.floor(at)));
}

export async function rawTrack({ sql }: Installation, trackId: string) {
  const takers = await sql<{ userId: string; done: boolean }>(
    `select user_id as "userId", completed_at is not null as done from enrollments where track_id = $1`,
    [trackId],
  );
  const lessons = await sql<{ id: string; moduleId: string }>(
    `select l.id, l.module_id as "moduleId" from lessons l join track_modules m on m.id = l.module_id
     where l.track_id = $1 and l.status = 'PUBLISHED' order by m.position, l.position`,
    [trackId],
  );
  const found = await sql<{ userId: string; lessonId: string; complete: boolean; activeMs: number }>(
    `select user_id as "userId", lesson_id as "lessonId", completed_at is not null as complete, active_ms as "activeMs" from lesson_progress
     where last_viewed_at is not null or completed_at is not null`,
  );
  const progress = found.flatMap((row): Progress[] => {
    const place = lessons.findIndex(({ id }) => id === row.lessonId);
    return place < 0 || !takers.some(({ userId }) => userId === row.userId) ? [] : [{ ...row, place, moduleId: lessons[place]!.moduleId }];
  });
  const undone = takers.filter(({ done }) => !done);
  const stops = undone.map(({ userId }) => Math.max(-1, ...progress.filter((row) => row.userId === userId).map(({ place }) => place)));
  return {
    enrolled: takers.length,
    started: peopleOf(progress),
    completed: takers.length - undone.length,
    modules: [...Map.groupBy(lessons, ({ moduleId }) => moduleId)].map(([moduleId, own]) => {
      const inModule = progress.filter((row) => row.moduleId === moduleId);
      const complete = [...Map.groupBy(inModule, ({ userId }) => userId).values()].filter(
        (rows) => rows.filter((row) => row.complete).length === own.length,
      );
      return { started: peopleOf(inModule), completed: complete.length };
    }),
    lessons: lessons.map(({ id }, place) => {
      const rows = progress.filter(({ lessonId }) => lessonId === id);
      const times = rows.map(({ activeMs }) => activeMs).filter((ms) => ms > 0);
      const at = (share: number) => (times.length < 3 ? null : quantile(times, share));
      return {
        started: rows.length,
        completed: rows.filter(({ complete }) => complete).length,
        stoppedHere: stops.filter((stop) => stop === place).length,
        timed: times.length,
        ...{ lowerQuartileMs: at(0.25), medianMs: at(0.5), upperQuartileMs: at(0.75) },
      };
    }),
  };
}

const DAY_MS = 86_400_000;
const dayOf = (time: Date) => time.toISOString().slice(0, 10);
const addDays = (day: string, days: number) => dayOf(new Date(Date.parse(day) + days * DAY_MS));
const mondayOf = (day: string) => addDays(day, -((new Date(day).getUTCDay() + 6) % 7));

/** From the rows of the activity itself. Only right as long as nobody views a lesson twice. */
export async function rawPlatform({ sql }: Installation, days: readonly string[]) {
  const activity = await sql<{ userId: string; at: Date }>(
    `select a.user_id as "userId", a.at from (select user_id, created_at as at from submissions
       union all select user_id, started_at from quiz_attempts where not preview
       union all select user_id, created_at from sessions where impersonator_id is null
       union all select user_id, last_viewed_at from lesson_progress where last_viewed_at is not null
       union all select user_id, completed_at from block_completions) a`,
  );
  const accounts = await sql<{ id: string; createdAt: Date; deletedAt: Date | null }>(
    `select id, created_at as "createdAt", deleted_at as "deletedAt" from users`,
  );
  const submissions = await sql<{ day: string; language: string; verdict: string | null; waitMs: number | null; judgingMs: number | null }>(
    `select (s.created_at at time zone 'UTC')::date::text as day, s.language,
       (select j.verdict from judgements j where j.submission_id = s.id and not j.staged order by j.id desc limit 1) as verdict,
       (select (j.timeline ->> 'queuedMs')::int from judgements j where j.submission_id = s.id and j.requested_by_id is null) as "waitMs",
       (select (j.timeline ->> 'prepareMs')::int + (j.timeline ->> 'compileMs')::int + (j.timeline ->> 'runMs')::int from judgements j
        where j.submission_id = s.id and j.requested_by_id is null) as "judgingMs" from submissions s`,
  );
  const gone = new Set(accounts.flatMap(({ id, deletedAt }) => (deletedAt ? [id] : [])));
  const active = activity.filter(({ userId }) => !gone.has(userId)).map(({ userId, at }) => ({ userId, day: dayOf(at) }));
  const between = (first: string, last: string) => active.filter(({ day }) => day >= first && day <= last);
  const times = (values: readonly (number | null)[]) => {
    const known = values.flatMap((value) => (value === null ? [] : [value]));
    return known.length === 0 ? null : { medianMs: quantile(known, 0.5), p95Ms: quantile(known, 0.95) };
  };
  return {
    days: days.map((day) => {
      const own = submissions.filter((row) => row.day === day);
      return {
        date: day,
        activeAccounts: peopleOf(between(day, day)),
        activeAccounts30Days: peopleOf(between(addDays(day, -29), day)),
        newAccounts: accounts.filter(({ createdAt }) => dayOf(createdAt) === day).length,
        submissions: own.length,
        byVerdict: tally(own.flatMap(({ verdict }) => verdict ?? [])),
        byLanguage: tally(own.map(({ language }) => language)),
        queueWait: times(own.map(({ waitMs }) => waitMs)),
        judging: times(own.map(({ judgingMs }) => judgingMs)),
      };
    }),
    cohorts: days
      .filter((day) => mondayOf(day) === day)
      .map((week) => {
        const cohort = accounts.filter(({ id, createdAt }) => mondayOf(dayOf(createdAt)) === week && !gone.has(id));
        const ids = new Set(cohort.map(({ id }) => id));
        const weeks = Math.min(12, Math.floor((Date.parse(dayOf(new Date())) - Date.parse(week)) / (7 * DAY_MS)));
        return {
          week,
          accounts: cohort.length,
          weeks: Array.from({ length: weeks + 1 }, (_, offset) => {
            const first = addDays(week, 7 * offset);
            const count = peopleOf(between(first, addDays(first, 6)).filter(({ userId }) => ids.has(userId)));
            return { offset, activeAccounts: count, share: ids.size === 0 ? null : count / ids.size };
          }),
        };
      }),
  };
}
