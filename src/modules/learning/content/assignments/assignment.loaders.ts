import DataLoader from "dataloader";
import { mayReadProblem } from "../../../../access/policy.js";
import type { Viewer } from "../../../../access/viewer.js";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { rows } from "../../../../platform/database/database.js";
import { problemById } from "../../../practice/problems/problem.loaders.js";
import type { ProblemRow } from "../../../practice/problems/problem.rows.js";
import type { Assignment } from "./assignment.entity.js";

export interface AssignmentRow extends Pick<
  Assignment,
  "id" | "kind" | "title" | "instructions" | "translations" | "estimatedMinutes" | "version" | "createdAt" | "updatedAt"
> {
  moduleId: string;
  trackId: string;
  /** Of the track. */
  premium: boolean;
  /** The track's own language. */
  locale: string;
}

export const assignmentSql = `select a.id, a.module_id as "moduleId", m.track_id as "trackId", t.locale, t.premium, a.kind, a.title, a.instructions, a.translations,
  a.estimated_minutes as "estimatedMinutes", a.version, a.created_at as "createdAt", a.updated_at as "updatedAt"
  from assignments a join track_modules m on m.id = a.module_id join tracks t on t.id = m.track_id`;

/** In order. Checks no permission: assignments are as visible as their module. */
export const assignmentsOfModule: LoaderFactory<string, AssignmentRow[]> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<AssignmentRow>(em, `${assignmentSql} where a.module_id in (?) order by a.module_id, a.position`, [ids]);
    const byModule = Map.groupBy(found, ({ moduleId }) => moduleId);
    return ids.map((id) => byModule.get(id) ?? []);
  });

/** Checks no permission. */
export const assignmentById: LoaderFactory<string, AssignmentRow | null> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<AssignmentRow>(em, `${assignmentSql} where a.id in (?)`, [ids]);
    const byId = new Map(found.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });

/** Problems that the viewer may read, in order. */
export const problemsOfAssignment: LoaderFactory<string, ProblemRow[]> = (context) =>
  new DataLoader(async (ids) => {
    const found = await rows<{ assignmentId: string; problemId: string }>(
      context.em,
      `select assignment_id as "assignmentId", problem_id as "problemId" from assignment_problems where assignment_id in (?) order by place`,
      [ids],
    );
    const byAssignment = Map.groupBy(found, ({ assignmentId }) => assignmentId);
    const problems = context.loader(problemById);
    const readable = async (id: string) => {
      const all = await Promise.all((byAssignment.get(id) ?? []).map(({ problemId }) => problems.load(problemId)));
      return all.filter((problem): problem is ProblemRow => isReadable(context.viewer, problem));
    };
    return Promise.all(ids.map(readable));
  });

const isReadable = (viewer: Viewer, problem: ProblemRow | null) => problem !== null && mayReadProblem(viewer, problem);
