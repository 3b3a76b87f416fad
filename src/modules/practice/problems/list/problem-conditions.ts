/** Filter conditions of problem lists: what the filter selects, limited to what the viewer may see. */
import type { Viewer } from "../../../../access/viewer.js";
import type { ListSql } from "../../../../graphql/keyset-list.js";
import { AppError } from "../../../../kernel/errors.js";
import * as authored from "../../../base/authorship/authored.js";
import { problemAuthored } from "../authors/problem.authored.js";
import type { ProblemFilter } from "./problem-list.type.js";
import type { ViewerStatus } from "../problem.rows.js";

export type Condition = ListSql["conditions"][number];

/** Whose name is on it. Takes its parameter twice. */
export const WRITTEN_BY = authored.writtenBySql(problemAuthored, "p");

/** Problems the viewer may read, independent of the filter. */
export function readableBy(viewer: Viewer): Condition {
  return authored.readableBy(viewer, problemAuthored, "p");
}

/** Problems the viewer may edit. */
export function editableBy(viewer: Viewer): Condition {
  return authored.editableBy(viewer, problemAuthored, "p");
}

/** Without a status filter, the list is the catalog: published problems only, without the viewer's own drafts. */
export function inStatus({ status }: ProblemFilter): Condition {
  return { sql: "p.status in (?)", params: [status?.length ? status : ["PUBLISHED"]] };
}

const IN_TOPICS = `exists (
  with recursive below as (
    select id from topics where slug in (?) union select t.id from topics t join below on t.parent_id = below.id
  )
  select from problem_topics pt join below on below.id = pt.topic_id where pt.problem_id = p.id
)`;

const HAS_STATUS: Record<ViewerStatus, string> = { SOLVED: "v.solved", ATTEMPTED: "not v.solved", NOT_TRIED: "v.solved is null" };

export function inTopics({ topics }: ProblemFilter): Condition[] {
  return topics?.length ? [{ sql: IN_TOPICS, params: [topics] }] : [];
}

export function ofDifficulties({ difficulties }: ProblemFilter): Condition[] {
  return difficulties?.length ? [{ sql: "p.difficulty in (?)", params: [difficulties] }] : [];
}

export function ofViewerStatus(viewer: Viewer, { viewerStatus }: ProblemFilter): Condition[] {
  if (viewerStatus && !viewer) throw new AppError("UNAUTHENTICATED", "Sign in to filter by your progress.");
  return viewerStatus ? [{ sql: HAS_STATUS[viewerStatus], params: [] }] : [];
}

/** Conditions that apply to every facet. */
export function always({ tags, authorId, organizationId, premium }: ProblemFilter): Condition[] {
  return [
    tags?.length ? [{ sql: "p.tags @> array[?]::text[]", params: [tags] }] : [],
    authorId ? [{ sql: WRITTEN_BY, params: [authorId, authorId] }] : [],
    organizationId ? [{ sql: "p.organization_id = ?", params: [organizationId] }] : [],
    premium != null ? [{ sql: "p.premium = ?", params: [premium] }] : [],
  ].flat();
}

export function matching(viewer: Viewer, filter: ProblemFilter): Condition[] {
  return [
    readableBy(viewer),
    inStatus(filter),
    ...inTopics(filter),
    ...ofDifficulties(filter),
    ...always(filter),
    ...ofViewerStatus(viewer, filter),
  ];
}
