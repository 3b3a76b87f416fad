import { rows, type Transaction } from "../../../../platform/database/database.js";
import { add, take } from "../changes/changes.js";
import { groupedAnswer, groupedError, OUTPUT_MAX, type GroupedText } from "./grouped-text.js";

interface RawRow {
  submissionId: string;
  problemId: string;
  userId: string;
  language: string;
  day: string;
  verdict: string | null;
  testSetId: string | null;
  failedTest: number | null;
  answer: string | null;
  compilerOutput: string | null;
  waitMs: number | null;
  judgingMs: number | null;
}

/** Index of the first test that failed. In scored problems an accepted submission may have failed some. */
const FAILED = `case when j.verdict <> 'ACCEPTED' then
  (select min((t.result ->> 'index')::int) from jsonb_array_elements(j.tests) as t (result) where t.result ->> 'verdict' <> 'ACCEPTED') end`;
const ANSWER = `case when (j.failed_test ->> 'index')::int = c.failed then j.failed_test ->> 'actual' else
  (select t.result -> 'sample' ->> 'actual' from jsonb_array_elements(j.tests) as t (result) where (t.result ->> 'index')::int = c.failed limit 1) end`;
const step = (name: string) => `coalesce((j.timeline ->> '${name}')::bigint, 0)`;
/** Of the timeline; of the times of older judgements, which have none. */
const WAIT_MS = "coalesce((j.timeline ->> 'queuedMs')::bigint, (extract(epoch from j.started_at - j.queued_at) * 1000)::bigint)";
const JUDGING_MS = `case when j.timeline is not null then ${step("prepareMs")} + ${step("compileMs")} + ${step("runMs")}
  else (extract(epoch from j.finished_at - j.started_at) * 1000)::bigint end`;
/** An integer has room for 24 days: a longer outage must not stop the refresh of everything. */
const inRange = (ms: string) => `least(greatest(${ms}, 0), 2147483647)::int`;

/**
 * What judgements say now about submissions: the verdict of the newest one that is not staged. Time in the queue and of judging is that of the
 * first judgement, as rejudgings wait for everyone else.
 */
const RAW = `select s.id as "submissionId", s.problem_id as "problemId", s.user_id as "userId", s.language,
    (s.created_at at time zone 'UTC')::date::text as day, present.*, earliest.*
  from submissions s
  left join lateral (
    select j.verdict, j.test_set_id as "testSetId", c.failed as "failedTest", case when j.verdict = 'WRONG_ANSWER' then ${ANSWER} end as answer,
      case when j.verdict = 'COMPILATION_ERROR' then left(j.compiler_output, ${OUTPUT_MAX}) end as "compilerOutput"
    from judgements j, lateral (select ${FAILED} as failed) c
    where j.submission_id = s.id and not j.staged and j.status = 'FINISHED' order by j.id desc limit 1) present on true
  left join lateral (
    select ${inRange(WAIT_MS)} as "waitMs", ${inRange(JUDGING_MS)} as "judgingMs" from judgements j
    where j.submission_id = s.id and j.requested_by_id is null and j.status = 'FINISHED' and j.verdict <> 'CANCELLED' and j.started_at is not null
    order by j.id limit 1) earliest on true
  where s.id = any(?::uuid[]) and not s.set_apart`;

function textOf({ language, answer, compilerOutput }: RawRow): GroupedText | null {
  if (answer !== null) return groupedAnswer(answer);
  return compilerOutput === null ? null : groupedError(language, compilerOutput);
}

/** Reads the submissions again, and marks the problems and days whose figures this changes. */
export async function refreshAttempts(tx: Transaction, submissionIds: readonly string[]): Promise<void> {
  await take(tx, "SUBMISSION", submissionIds);
  const ids = `{${submissionIds.join(",")}}`;
  const found = await rows<RawRow>(tx, RAW, [ids]);
  const facts = found.map(({ answer, compilerOutput, ...raw }) => ({
    ...raw,
    ...(textOf({ answer, compilerOutput, ...raw }) ?? { text: null, textKey: null }),
  }));
  const changed = await rows<{ problemId: string; day: string }>(
    tx,
    `with written as (
       insert into analytics_attempts (submission_id, problem_id, user_id, language, day, verdict, test_set_id, failed_test, text, text_key, wait_ms, judging_ms)
       select f."submissionId", f."problemId", f."userId", f.language, f.day, f.verdict, f."testSetId", f."failedTest", f.text, f."textKey", f."waitMs", f."judgingMs"
       from jsonb_to_recordset(?::jsonb) as f ("submissionId" uuid, "problemId" uuid, "userId" uuid, language text, day date, verdict text, "testSetId" uuid,
         "failedTest" int, text text, "textKey" text, "waitMs" int, "judgingMs" int)
       on conflict (submission_id) do update set problem_id = excluded.problem_id, user_id = excluded.user_id, language = excluded.language,
         day = excluded.day, verdict = excluded.verdict, test_set_id = excluded.test_set_id, failed_test = excluded.failed_test, text = excluded.text,
         text_key = excluded.text_key, wait_ms = excluded.wait_ms, judging_ms = excluded.judging_ms
         where analytics_attempts.* is distinct from excluded.*
       returning problem_id, day
     ), gone as (
       delete from analytics_attempts a where a.submission_id = any(?::uuid[]) and not exists (select from submissions s where s.id = a.submission_id)
       returning problem_id, day
     )
     select distinct problem_id as "problemId", day::text as day from (select * from written union all select * from gone) c`,
    [JSON.stringify(facts), ids],
  );
  await add(
    tx,
    "PROBLEM",
    changed.map(({ problemId }) => problemId),
  );
  await add(
    tx,
    "DAY",
    changed.map(({ day }) => day),
  );
}
