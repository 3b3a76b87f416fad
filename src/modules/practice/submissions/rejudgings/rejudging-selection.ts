/** Which submissions go into a set, and who may put them there. */
import { isAdmin, mayEditProblem, type Authorship } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { languageIdOf } from "../../../../judge/languages/index.js";
import { AppError, notFound } from "../../../../kernel/errors.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { readAuthorship } from "../../problems/authors/problem-access.js";
import { CO_AUTHOR_IDS } from "../../problems/problem.rows.js";
import { JOIN_LATEST_JUDGEMENT } from "../submission.rows.js";
import { OUTDATED } from "./outdated-verdicts.js";
import type { RejudgeFilter } from "./rejudging.input.js";

export type Selection = { ids: readonly string[] } | { filter: RejudgeFilter };

export interface Selected {
  /** At most `most` of `matchCount`, oldest first. */
  submissionIds: string[];
  /** What can't be judged again is not in it. */
  matchCount: number;
  /** Null for submissions to several problems. */
  problemId: string | null;
}

/**
 * Finished by a verdict, with code and tests, not set apart and not in an open set. The lock is held until the commit: of concurrent sets one gets
 * the submission, and a deleted account's code is cleared before or after.
 */
const HAS_VERDICT = `j.status = 'FINISHED' and j.verdict <> 'CANCELLED' and s.source is not null and p.test_set_id is not null
  and not exists (select from judgements open where open.submission_id = s.id and open.staged)`;
const CAN_BE_REJUDGED = `not s.set_apart and ${HAS_VERDICT}`;
const HELD = "for no key update of s";

/** Those of these that are set apart and can be judged again. The caller has checked who may. */
export async function selectApart(em: EntityManager, ids: readonly string[]): Promise<string[]> {
  const found = await rows<{ id: string }>(
    em,
    `select s.id from submissions s join problems p on p.id = s.problem_id ${JOIN_LATEST_JUDGEMENT}
     where s.id = any(?::uuid[]) and s.set_apart and ${HAS_VERDICT} order by s.id ${HELD}`,
    [`{${ids.join(",")}}`],
  );
  return found.map(({ id }) => id);
}

/** Counts up to `most` + 1. FORBIDDEN for filters without a problem that the viewer may edit, NOT_FOUND for ids of such submissions. */
export function select(em: EntityManager, viewer: SignedIn, which: Selection, most: number): Promise<Selected> {
  return "ids" in which ? named(em, viewer, which.ids) : matching(em, viewer, which.filter, most);
}

async function named(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<Selected> {
  const wanted = [...new Set(ids)];
  const found = await rows<{ id: string; problemId: string; fits: boolean } & Authorship>(
    em,
    `select s.id, s.problem_id as "problemId", p.author_id as "authorId", p.organization_id as "organizationId", ${CO_AUTHOR_IDS} as "coAuthorIds", ${CAN_BE_REJUDGED} as fits
     from submissions s join problems p on p.id = s.problem_id ${JOIN_LATEST_JUDGEMENT}
     where s.id = any(?::uuid[]) and not s.set_apart order by s.id ${HELD}`,
    [`{${wanted.join(",")}}`],
  );
  if (found.length < wanted.length || !found.every((row) => mayEditProblem(viewer, row))) throw notFound("submission");
  const problems = new Set(found.map(({ problemId }) => problemId));
  if (problems.size > 1 && !isAdmin(viewer))
    throw new AppError("FORBIDDEN", "Only admins can create a set of several problems. Create one set per problem.");
  const submissionIds = found.filter(({ fits }) => fits).map(({ id }) => id);
  return { submissionIds, matchCount: submissionIds.length, problemId: problems.size === 1 ? found[0]!.problemId : null };
}

async function matching(em: EntityManager, viewer: SignedIn, filter: RejudgeFilter, most: number): Promise<Selected> {
  const problem = filter.problemId ? await readAuthorship(em, filter.problemId) : undefined;
  if (filter.problemId && !problem && isAdmin(viewer)) throw notFound("problem");
  if (problem ? !mayEditProblem(viewer, problem) : !isAdmin(viewer))
    throw new AppError("FORBIDDEN", "Set `filter.problemId` to a problem that you can edit. Only admins can rejudge other submissions.");
  const wanted: [string, string | number | Date | null | undefined][] = [
    ["s.problem_id = ?", filter.problemId],
    ["(select t.version from test_sets t where t.id = j.test_set_id) = ?", filter.testSetVersion],
    ["s.language = ?", filter.language && languageIdOf(filter.language)],
    ["j.verdict = ?", filter.verdict],
    ["s.created_at >= ?", filter.sentFrom],
    ["s.created_at < ?", filter.sentBefore],
    ["j.finished_at < ?", filter.judgedBefore],
  ];
  const given = wanted.filter(([, value]) => value != null);
  const conditions = [CAN_BE_REJUDGED, ...given.map(([sql]) => sql), ...(filter.outdated === true ? [OUTDATED] : [])];
  const found = await rows<{ id: string }>(
    em,
    `select s.id from submissions s join problems p on p.id = s.problem_id ${JOIN_LATEST_JUDGEMENT}
     where ${conditions.join(" and ")} order by s.id limit ? ${HELD}`,
    [...given.map(([, value]) => value), most + 1],
  );
  const ids = found.map(({ id }) => id);
  return { submissionIds: ids.slice(0, most), matchCount: ids.length, problemId: filter.problemId ?? null };
}
