import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { PASS_FAIL } from "../../../../judge/scoring/scoring.js";
import { rows } from "../../../../platform/database/database.js";
import { OUTPUT_LIMIT_KB } from "../../problems/edits/problem-limits.js";
import { JOIN_LATEST_JUDGEMENT } from "../submission.rows.js";

/** Contents of a revision that decide about verdicts, with what they were before there was such a field. */
const JUDGED_BY = {
  timeLimitMs: ["p.time_limit_ms", "null"],
  memoryLimitKb: ["p.memory_limit_kb", "null"],
  languageLimits: ["p.language_limits", "{}"],
  checker: ["p.checker", "null"],
  checkerParameters: ["p.checker_parameters", "{}"],
  checkerProgram: ["p.checker_program", "null"],
  scoring: ["p.scoring", JSON.stringify(PASS_FAIL)],
  interactor: ["p.interactor", "null"],
  checksInteractorOutput: ["p.checks_interactor_output", "false"],
  passes: ["p.passes", "1"],
  signature: ["p.signature", "null"],
  drivers: ["p.drivers", "{}"],
  includedFiles: ["p.included_files", "{}"],
  outputLimitKb: ["p.output_limit_kb", String(OUTPUT_LIMIT_KB.default)],
} as const;

const differs = Object.entries(JUDGED_BY).map(
  ([field, [column, missing]]) =>
    `coalesce(to_jsonb(${column}), 'null'::jsonb) is distinct from coalesce(v.content -> '${field}', '${missing}'::jsonb)`,
);

/** Judgement `j` used other tests, limits, another checker or scoring than problem `p` has now. */
export const OUTDATED = `(j.test_set_id <> p.test_set_id or (j.problem_revision <> p.revision and exists (
  select from problem_revisions v where v.problem_id = p.id and v.number = j.problem_revision and (${differs.join(" or ")}))))`;

export const MOST_COUNTED = 10_000;

/** Submissions by problem that a rejudging with `outdated` would take, counted up to MOST_COUNTED. */
export const outdatedVerdicts: LoaderFactory<string, number> = ({ em }) =>
  new DataLoader(async (problemIds) => {
    const found = await rows<{ id: string; count: number }>(
      em,
      `select p.id, counted.count from problems p cross join lateral (
         select count(*)::int as count from (
           select from submissions s ${JOIN_LATEST_JUDGEMENT}
           where s.problem_id = p.id and not s.set_apart and s.source is not null and j.status = 'FINISHED' and j.verdict <> 'CANCELLED' and ${OUTDATED}
           limit ${MOST_COUNTED}) one) counted
       where p.id in (?) and p.test_set_id is not null`,
      [problemIds],
    );
    const byId = new Map(found.map(({ id, count }) => [id, count]));
    return problemIds.map((id) => byId.get(id) ?? 0);
  });
