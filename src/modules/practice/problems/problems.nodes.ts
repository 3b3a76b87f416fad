import { mayEditProblem, mayReadProblem } from "../../../access/policy.js";
import type { NodeLookup, NodeLookups, RequestContext } from "../../../graphql/context.js";
import { loadAll, nodesById, nodesByName } from "../../../graphql/node-lookup.js";
import { rows } from "../../../platform/database/database.js";
import { ALL_CHECKERS } from "./tests/problem-checkers.js";
import { FROM_REVISIONS, REVISION_COLUMNS, TEST_SET_COLUMNS } from "./revisions/problem-history.loaders.js";
import { PROGRAM_COLUMNS } from "./programs/program-rows.js";
import { problemById } from "./problem.loaders.js";
import { BUILD_COLUMNS } from "./tests/test-set-builds.service.js";

/** Rows that only the problem's editors can read. `sql` takes one parameter, the list of ids, and selects `id` and `problemId`. */
const ofEditedProblems = (sql: string): NodeLookup =>
  nodesById("problem:edit", async (context: RequestContext, ids) => {
    const found = await rows<{ id: string; problemId: string }>(context.em, sql, [ids]);
    const problems = await loadAll(context.loader(problemById), [...new Set(found.map(({ problemId }) => problemId))]);
    const edited = new Set(problems.flatMap((problem) => (problem && mayEditProblem(context.viewer, problem) ? [problem.id] : [])));
    return found.filter(({ problemId }) => edited.has(problemId));
  });

export const problemNodes: NodeLookups = {
  Checker: nodesByName(
    "public",
    ({ id }) => id,
    () => ALL_CHECKERS,
  ),
  Problem: nodesById("public", async (context, ids) => {
    const found = await loadAll(context.loader(problemById), ids);
    return found.map((problem) => (problem && mayReadProblem(context.viewer, problem) ? problem : null));
  }),
  ProblemRevision: ofEditedProblems(`select r.problem_id as "problemId", ${REVISION_COLUMNS} ${FROM_REVISIONS} where r.id in (?)`),
  TestSet: ofEditedProblems(
    `select p.id as "problemId", ${TEST_SET_COLUMNS} from test_sets t join problems p on p.id = t.problem_id where t.id in (?)`,
  ),
  ProblemProgram: ofEditedProblems(`select ${PROGRAM_COLUMNS} from problem_programs p where p.id in (?)`),
  TestSetBuild: ofEditedProblems(`select ${BUILD_COLUMNS} from test_set_builds b where b.id in (?)`),
};
