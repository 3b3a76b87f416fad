import { mayEditProblem, mayReadProblem } from "../../access/policy.js";
import type { RequestContext } from "../../graphql/context.js";
import { loadAll, nodesById, nodesByName, type NodeLookup, type NodeLookups } from "../../graphql/node.js";
import { rows } from "../../platform/database.js";
import { FROM_REVISIONS, REVISION_COLUMNS, TEST_SET_COLUMNS } from "./problem-history.loaders.js";
import { problemById } from "./problem.loaders.js";
import { SHOWN_CHECKERS } from "./catalog.resolver.js";
import type { CheckerType } from "./catalog.type.js";
import { BUILD_COLUMNS } from "./test-sets/test-set-builds.service.js";

/** For whoever may edit the problem. The statement's only parameter is the ids, and its rows say of which problem they are. */
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
    ({ slug }: CheckerType) => slug,
    () => SHOWN_CHECKERS,
  ),
  Problem: nodesById("public", async (context, ids) => {
    const found = await loadAll(context.loader(problemById), ids);
    return found.map((problem) => (problem && mayReadProblem(context.viewer, problem) ? problem : null));
  }),
  ProblemRevision: ofEditedProblems(`select r.problem_id as "problemId", ${REVISION_COLUMNS} ${FROM_REVISIONS} where r.id in (?)`),
  TestSet: ofEditedProblems(
    `select p.id as "problemId", ${TEST_SET_COLUMNS} from test_sets t join problems p on p.id = t.problem_id where t.id in (?)`,
  ),
  TestSetBuild: ofEditedProblems(`select ${BUILD_COLUMNS} from test_set_builds b where b.id in (?)`),
};
