import { rows, type Transaction } from "../../../../platform/database/database.js";
import { take } from "../changes/changes.js";
import { LEAST_PEOPLE, MOST_ATTEMPTS, MOST_TESTS, MOST_TEXTS, type ProblemFigures } from "./problem-figures.js";

/** Withdrawn submissions and failures of the judge say nothing about the problem. */
const JUDGED = "a.verdict not in ('SYSTEM_ERROR', 'CANCELLED')";
const LIVE = "a.problem_id = ? and a.test_set_id = (select p.test_set_id from problems p where p.id = a.problem_id)";

const VERDICTS = `select a.language, a.verdict, count(*)::int as count from analytics_attempts a where a.problem_id = ? and ${JUDGED}
  group by a.language, a.verdict order by count desc, a.language, a.verdict`;

const PEOPLE = `select count(distinct a.user_id)::int as people, (count(distinct a.user_id) filter (where a.verdict = 'ACCEPTED'))::int as solvers
  from analytics_attempts a where a.problem_id = ? and ${JUDGED}`;

/** Ids are in the order of creation. */
const ATTEMPTS = `select t.attempts, count(*)::int as people from (
    select least(count(*), ${MOST_ATTEMPTS})::int as attempts
    from (select distinct on (user_id) user_id, submission_id as first from analytics_attempts
      where problem_id = ? and verdict = 'ACCEPTED' order by user_id, submission_id) s
    join analytics_attempts a on a.problem_id = ? and a.user_id = s.user_id and a.submission_id <= s.first and ${JUDGED}
    group by s.user_id) t
  group by t.attempts order by t.attempts`;

const RAN = `select count(*)::int as ran from analytics_attempts a where ${LIVE} and ${JUDGED} and a.verdict <> 'COMPILATION_ERROR'`;

const FAILURES = `select a.failed_test as index, count(*)::int as count from analytics_attempts a where ${LIVE} and ${JUDGED} and a.failed_test is not null
  group by a.failed_test order by count desc, index limit ${MOST_TESTS}`;

const inGroups = (
  by: string,
  where: string,
) => `select ${by}, min(a.text) as text, count(distinct a.user_id)::int as people, count(*)::int as submissions
  from analytics_attempts a where ${where} and a.text_key is not null
  group by 1, a.text_key having count(distinct a.user_id) >= ${LEAST_PEOPLE} order by people desc, submissions desc, a.text_key limit ${MOST_TEXTS}`;
const WRONG_ANSWERS = inGroups("a.failed_test as index", `${LIVE} and a.verdict = 'WRONG_ANSWER' and a.failed_test is not null`);
const COMPILE_ERRORS = inGroups("a.language", "a.problem_id = ? and a.verdict = 'COMPILATION_ERROR'");

export async function refreshProblem(tx: Transaction, id: string): Promise<void> {
  await take(tx, "PROBLEM", [id]);
  const all = <T extends object>(sql: string, params: string[] = [id]) => rows<T>(tx, sql, params);
  const [people] = await all<Pick<ProblemFigures, "people" | "solvers">>(PEOPLE);
  const [ran] = await all<{ ran: number }>(RAN);
  const figures: ProblemFigures = {
    ...people!,
    verdicts: await all(VERDICTS),
    attempts: await all(ATTEMPTS, [id, id]),
    tests: { ...ran!, failures: await all(FAILURES) },
    wrongAnswers: await all(WRONG_ANSWERS),
    compileErrors: await all(COMPILE_ERRORS),
  };
  await tx.execute(
    `insert into analytics_problems (problem_id, figures, refreshed_at) select p.id, ?::jsonb, now() from problems p where p.id = ?
     on conflict (problem_id) do update set figures = excluded.figures, refreshed_at = excluded.refreshed_at`,
    [JSON.stringify(figures), id],
  );
}
