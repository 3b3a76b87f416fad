/** What AI may learn of a problem: what everyone sees who may open it. And what no answer may give away. */
import { mayOpenProblem, mayReadProblem } from "../../../../access/policy.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { entitlementRequired, notFound } from "../../../../kernel/errors.js";
import { isId } from "../../../../kernel/ids.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { problemById, problemDetails, type ProblemDetails } from "../../../practice/problems/problem.loaders.js";
import type { ProblemRow } from "../../../practice/problems/problem.rows.js";
import type { PromptPart } from "../prompt/prompt.js";
import type { WorkRequest } from "./feature.js";
import { submissionOf } from "./submission-reference.js";

export interface OpenProblem extends ProblemRow {
  details: ProblemDetails;
}

const SAMPLES = 3;
const SAMPLE_MAX = 1000;

/** NOT_FOUND for a hidden problem, ENTITLEMENT_REQUIRED for a premium one without the plan. With `own`, also for one archived since. */
export async function openProblem(context: RequestContext, id: string, { own = false } = {}): Promise<OpenProblem> {
  const problem = isId(id) ? await context.loader(problemById).load(id) : null;
  if (!problem || !(own || mayReadProblem(context.viewer, problem))) throw notFound("problem");
  if (!mayOpenProblem(context.viewer, problem)) {
    if (problem.premium) throw entitlementRequired("premium-problems");
    throw notFound("problem");
  }
  return { ...problem, details: await context.loader(problemDetails).load(problem.id) };
}

export function partsOfProblem({ title, details }: OpenProblem): PromptPart[] {
  const samples = details.samples.slice(0, SAMPLES).filter(({ input }) => input.length <= SAMPLE_MAX);
  return [
    { name: "title of the problem", text: title },
    { name: "statement of the problem", text: details.statement },
    { name: "constraints of the problem", text: details.constraints },
    { name: "public samples", text: samples.map(({ input, output }) => `Input:\n${input}\nOutput:\n${output}`).join("\n\n") },
  ];
}

const FENCED = /^(`{3,}|~{3,})[^\n]*\n([\s\S]*?)^\1/gm;
const REFERENCES_MAX = 20;

/** Source code of reference solutions, and code in the explanation. With `unlessSolved`, none once the account has solved the problem. */
export async function referencesOf(
  em: EntityManager,
  problemId: string,
  userId: string,
  { unlessSolved }: { unlessSolved: boolean },
): Promise<string[]> {
  const [found] = await rows<{ explanation: string; solved: boolean; sources: string[] | null }>(
    em,
    `select p.explanation, coalesce(v.solved, false) as solved,
       array(select r.source from problem_programs r where r.problem_id = p.id and r.purpose = 'SOLUTION'
         and 'ACCEPTED' = any(r.expected_verdicts) order by r.name limit ${REFERENCES_MAX}) as sources
     from problems p left join problem_viewer_status v on v.problem_id = p.id and v.user_id = ? where p.id = ?`,
    [userId, problemId],
  );
  if (!found || (unlessSolved && found.solved)) return [];
  return [...(found.sources ?? []), ...[...found.explanation.matchAll(FENCED)].map(([, , code = ""]) => code)];
}

/** The same for the problem of a submission, which is the subject of the request. */
export const referencesOfSubmission =
  (fork: () => EntityManager) =>
  async ({ subjectId, userId }: WorkRequest): Promise<string[]> => {
    const { problemId } = await submissionOf(fork(), subjectId);
    return referencesOf(fork(), problemId, userId, { unlessSolved: true });
  };
