import DataLoader from "dataloader";
import { mayEditProblem, reachOf } from "../../../../access/policy.js";
import type { SignedIn, Viewer } from "../../../../access/viewer.js";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { newestFirst } from "../../../../graphql/keyset-list.js";
import { AppError, notFound } from "../../../../kernel/errors.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import type { AssessmentFeedback, AssessmentStatus } from "../assessment-limits.js";

export interface AssessmentRow {
  id: string;
  authorId: string;
  organizationId: string | null;
  copyOfId: string | null;
  title: string;
  instructions: string;
  status: AssessmentStatus;
  opensAt: Date | null;
  closesAt: Date | null;
  timeLimitMs: number;
  feedback: AssessmentFeedback;
  revision: number;
  releasedAt: Date | null;
  publishedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

export const ASSESSMENT_COLUMNS = `a.id, a.owner_id as "authorId", a.organization_id as "organizationId", a.copy_of_id as "copyOfId", a.title,
  a.instructions, a.status, a.opens_at as "opensAt", a.closes_at as "closesAt", a.time_limit_ms as "timeLimitMs", a.feedback, a.revision,
  a.released_at as "releasedAt", a.published_at as "publishedAt", a.created_at as "createdAt", a.updated_at as "updatedAt"`;
export const NEWEST_ASSESSMENT_FIRST = newestFirst<AssessmentRow>("a.id");

/** Its author edits an assessment and sees everything in it; of an organization, its owners, managers and instructors do. Admins do always. */
export const mayRunAssessment = (viewer: Viewer, of: { authorId: string; organizationId: string | null }): boolean =>
  mayEditProblem(viewer, of);

/** `mayRunAssessment` as a condition on assessments `a`. */
export function runnableAssessments(viewer: SignedIn): { sql: string; params: unknown[] } {
  const reach = reachOf(viewer);
  if (reach === "all") return { sql: "true", params: [] };
  return {
    sql: "((a.organization_id is null and a.owner_id = ?) or a.organization_id = any(?::uuid[]))",
    params: [reach.authorId, `{${reach.authorOf.join(",")}}`],
  };
}

/** NOT_FOUND also for assessments of others. */
export async function readAssessment(em: EntityManager, viewer: SignedIn, id: string, { lock = false } = {}): Promise<AssessmentRow> {
  const sql = `select ${ASSESSMENT_COLUMNS} from assessments a where a.id = ?${lock ? " for update" : ""}`;
  const [row] = await rows<AssessmentRow>(em, sql, [id]);
  if (!row || !mayRunAssessment(viewer, row)) throw notFound("assessment");
  return row;
}

/** The assessment for a change; locked. CONFLICT once it is archived. */
export async function assessmentToChange(em: EntityManager, viewer: SignedIn, id: string): Promise<AssessmentRow> {
  const row = await readAssessment(em, viewer, id, { lock: true });
  if (row.status === "ARCHIVED") throw new AppError("CONFLICT", "This assessment is archived and read-only. Copy it to use it again.");
  return row;
}

/** Those that the viewer runs. */
export async function assessmentsById(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<AssessmentRow[]> {
  const may = runnableAssessments(viewer);
  return rows(em, `select ${ASSESSMENT_COLUMNS} from assessments a where a.id in (?) and ${may.sql}`, [ids, ...may.params]);
}

export interface ItemRow {
  assessmentId: string;
  position: number;
  section: string;
  quizId: string | null;
  problemIds: string[];
  draw: number;
  points: number;
}

export function readItems(em: EntityManager, assessmentIds: readonly string[]): Promise<ItemRow[]> {
  return rows<ItemRow>(
    em,
    `select i.assessment_id as "assessmentId", i.position, i.section, i.quiz_id as "quizId", i.draw, i.points,
       array(select p.problem_id from assessment_item_problems p where p.assessment_id = i.assessment_id and p.position = i.position
             order by p.place) as "problemIds"
     from assessment_items i where i.assessment_id in (?) order by i.assessment_id, i.position`,
    [assessmentIds],
  );
}

export const itemsOfAssessment: LoaderFactory<string, ItemRow[]> = ({ em }) =>
  new DataLoader(async (ids) => {
    const byId = Map.groupBy(await readItems(em, ids), ({ assessmentId }) => assessmentId);
    return ids.map((id) => byId.get(id) ?? []);
  });

export interface AssessmentCounts {
  invited: number;
  started: number;
  finished: number;
  graded: number;
}

/** Of assessments that have candidates. */
export function countCandidates(em: EntityManager, ids: readonly string[]): Promise<(AssessmentCounts & { id: string })[]> {
  return rows(
    em,
    `select c.assessment_id as id, count(*)::int as invited, count(s.id)::int as started,
       (count(*) filter (where s.status <> 'OPEN'))::int as finished, (count(*) filter (where s.status = 'GRADED'))::int as graded
     from assessment_candidates c left join assessment_sittings s on s.candidate_id = c.id where c.assessment_id in (?) group by 1`,
    [ids],
  );
}

export const countsOfAssessment: LoaderFactory<string, AssessmentCounts> = ({ em }) =>
  new DataLoader(async (ids) => {
    const byId = new Map((await countCandidates(em, ids)).map((one) => [one.id, one]));
    return ids.map((id) => byId.get(id) ?? { invited: 0, started: 0, finished: 0, graded: 0 });
  });
