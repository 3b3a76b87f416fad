import { NO_ID } from "../../../../kernel/ids.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import { SHOWN_FROM, TOKEN_RUNS } from "./code-measure.js";

/** Programs per statement: they may be large. */
const PAGE = 50;

interface FinalCode {
  sittingId: string;
  problemId: string;
  language: string;
  source: string;
}

/** The last submission of each problem of sittings `s` that have ended, of candidates `c`. */
const FINAL_CODE = `select distinct on (s.id, t.problem_id) s.id as "sittingId", t.problem_id as "problemId", u.language, u.source
  from assessment_sittings s join assessment_candidates c on c.id = s.candidate_id join assessment_tasks t on t.sitting_id = s.id
    join assessment_code k on k.sitting_id = s.id and k.task = t.position join submissions u on u.id = k.submission_id and u.source is not null`;

/**
 * Runs in the worker. Compares the final code of a sitting with that of all others of the assessment that have ended. Safe to repeat: pairs are
 * replaced. The later of two sittings finds the earlier one, so every pair is compared.
 */
export async function compareCode(db: Database, sittingId: string): Promise<void> {
  const own = await rows<FinalCode>(db.em.fork(), `${FINAL_CODE} where s.id = ? order by s.id, t.problem_id, u.id desc`, [sittingId]);
  const marked = own.flatMap((code) => {
    const print = TOKEN_RUNS.fingerprint(code.language, code.source);
    return print ? [{ ...code, print }] : [];
  });
  const pairs: { other: string; problemId: string; share: number; tokens: number }[] = [];
  for (const { problemId, language, print } of marked) {
    for (let after = NO_ID; ;) {
      const others = await rows<FinalCode>(
        db.em.fork(),
        `${FINAL_CODE} where s.id > ?::uuid and s.id <> ? and s.status <> 'OPEN' and t.problem_id = ?
           and c.assessment_id = (select oc.assessment_id from assessment_sittings o join assessment_candidates oc on oc.id = o.candidate_id where o.id = ?)
         order by s.id, t.problem_id, u.id desc limit ${PAGE}`,
        [after, sittingId, problemId, sittingId],
      );
      for (const other of others) {
        const found = other.language === language ? TOKEN_RUNS.fingerprint(other.language, other.source) : null;
        const { share, tokens } = found ? TOKEN_RUNS.compare(print, found) : { share: 0, tokens: 0 };
        if (share >= SHOWN_FROM) pairs.push({ other: other.sittingId, problemId, share, tokens });
      }
      if (others.length < PAGE) break;
      after = others.at(-1)!.sittingId;
    }
  }
  await db.transaction(async (tx) => {
    await tx.execute("delete from assessment_similarities where ? in (first_id, second_id)", [sittingId]);
    await tx.execute(
      `insert into assessment_similarities (first_id, second_id, problem_id, share, tokens)
       select least(o.id, ?::uuid), greatest(o.id, ?::uuid), given."problemId", given.share, given.tokens
       from jsonb_to_recordset(?::jsonb) as given (other uuid, "problemId" uuid, share float8, tokens int)
         join assessment_sittings o on o.id = given.other where exists (select from assessment_sittings where id = ?)
       on conflict (first_id, second_id, problem_id) do update set share = excluded.share, tokens = excluded.tokens, computed_at = now()`,
      [sittingId, sittingId, JSON.stringify(pairs), sittingId],
    );
  });
}
