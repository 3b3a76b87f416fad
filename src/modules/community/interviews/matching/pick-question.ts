import { rows, textArray, type Transaction } from "../../../../platform/database/database.js";
import { DIFFICULTIES, type Difficulty } from "../../../practice/problems/problem.entity.js";

/** Level 1 and 2: easy first; 3 and 4: medium first; 5: hard first. */
function difficultiesFor(level: number): Difficulty[] {
  const wanted = level <= 2 ? 0 : level <= 4 ? 1 : 2;
  return [...DIFFICULTIES].sort((a, b) => Math.abs(DIFFICULTIES.indexOf(a) - wanted) - Math.abs(DIFFICULTIES.indexOf(b) - wanted));
}

/**
 * A question that everyone may open and that was in no interview of these people: of their topics and near their level, the one that was
 * asked least. If they have seen all, one that was not in the last interview of either. Null if there is none.
 */
export async function pickQuestion(
  tx: Transaction,
  people: readonly string[],
  { level, topics, not }: { level: number; topics: readonly string[]; not: readonly string[] },
): Promise<string | null> {
  const [found] = await rows<{ id: string }>(
    tx,
    `with asked as (
       select q.problem_id, bool_or(i.id = last.id) as is_last from unnest(?::uuid[]) as person (id)
       cross join lateral (select p.interview_id as id from interview_participants p where p.user_id = person.id order by p.interview_id desc limit 1) last
       join interview_participants p on p.user_id = person.id join interviews i on i.id = p.interview_id
       cross join lateral (values (i.first_problem_id), (i.second_problem_id)) q (problem_id)
       where q.problem_id is not null group by q.problem_id)
     select p.id from problems p left join asked on asked.problem_id = p.id
     where p.status = 'PUBLISHED' and p.visibility = 'PUBLIC' and not p.premium and p.interactor is null and p.passes = 1
       and not coalesce(asked.is_last, false) and not p.id = any(?::uuid[])
     order by asked.problem_id is not null,
       (select count(*) from problem_topics t where t.problem_id = p.id and t.topic_id = any(?::uuid[])) desc,
       array_position(?::text[], p.difficulty::text),
       (select count(*) from interviews i where i.first_problem_id = p.id or i.second_problem_id = p.id), p.id
     limit 1`,
    [textArray(people), textArray(not), textArray(topics), textArray(difficultiesFor(level))],
  );
  return found?.id ?? null;
}
