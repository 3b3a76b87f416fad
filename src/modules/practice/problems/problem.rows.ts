import * as z from "zod";
import { CONTENT_VISIBILITIES, mayAuthor } from "../../../access/policy.js";
import type { Viewer } from "../../../access/viewer.js";
import type { ListSql } from "../../../graphql/keyset-list.js";
import { checkerParameters } from "../../../judge/checkers/parameters.js";
import { count, id, instant } from "../../../kernel/schemas.js";
import { FEEDBACK } from "./edits/feedback.js";
import { DIFFICULTIES, PROBLEM_STATUSES } from "./problem.entity.js";

export const VIEWER_STATUSES = ["NOT_TRIED", "ATTEMPTED", "SOLVED"] as const;
export type ViewerStatus = (typeof VIEWER_STATUSES)[number];

/** A problem as read by lists and cached, with the viewer's relation to it. Long texts are in problemDetails. */
export const problemRow = z.object({
  id,
  slug: z.string(),
  title: z.string(),
  difficulty: z.enum(DIFFICULTIES),
  tags: z.array(z.string()),
  timeLimitMs: count,
  memoryLimitKb: count,
  outputLimitKb: count,
  checker: z.string(),
  checkerParameters,
  interactive: z.boolean(),
  passes: count,
  premium: z.boolean(),
  feedback: z.enum(FEEDBACK),
  keepLineEnds: z.boolean(),
  status: z.enum(PROBLEM_STATUSES),
  /** Live revision. */
  revision: count,
  /** Newest revision. */
  latest: count,
  authorId: id,
  organizationId: id.nullable(),
  visibility: z.enum(CONTENT_VISIBILITIES),
  /** Absent if the viewer's role cannot edit problems. */
  coAuthorIds: z.array(id).optional(),
  createdAt: instant,
  updatedAt: instant,
  publishedAt: instant.nullable(),
  submissionCount: count,
  acceptedCount: count,
  /** 0 to 1; null before the first verdict. */
  acceptanceRate: z.number().nullable(),
  /** Null for anonymous viewers. */
  viewerStatus: z.enum(VIEWER_STATUSES).nullable(),
});

export type ProblemRow = z.infer<typeof problemRow>;

const COLUMNS = `p.id, p.slug, p.title, p.difficulty, p.tags, p.time_limit_ms as "timeLimitMs", p.memory_limit_kb as "memoryLimitKb", p.output_limit_kb as "outputLimitKb", p.passes, p.checker,
  p.checker_parameters as "checkerParameters", p.interactor is not null as interactive, p.premium, p.feedback, p.keep_line_ends as "keepLineEnds", p.status, p.revision, p.latest_revision as "latest", p.author_id as "authorId", p.organization_id as "organizationId", p.visibility, p.created_at as "createdAt", p.updated_at as "updatedAt", p.published_at as "publishedAt",
  coalesce(s.submissions, 0) as "submissionCount", coalesce(s.accepted, 0) as "acceptedCount",
  s.accepted::float8 / nullif(s.submissions, 0) as "acceptanceRate"`;

export const CO_AUTHOR_IDS = "array(select c.user_id from problem_co_authors c where c.problem_id = p.id)";

const STATUS_OF_VIEWER = `case when v.solved then 'SOLVED' when v.solved is null then 'NOT_TRIED' else 'ATTEMPTED' end`;

/** Selects ProblemRows: problems `p`, their stats `s` and, for authenticated viewers, their status `v`. */
export function problemSql(viewer: Viewer): Required<Pick<ListSql, "select" | "from" | "fromParams">> {
  const from = "from problems p left join problem_stats s on s.problem_id = p.id";
  if (!viewer) return { select: `${COLUMNS}, null as "viewerStatus"`, from, fromParams: [] };
  return {
    select: `${COLUMNS}, ${STATUS_OF_VIEWER} as "viewerStatus"${mayAuthor(viewer) ? `, ${CO_AUTHOR_IDS} as "coAuthorIds"` : ""}`,
    from: `${from} left join problem_viewer_status v on v.problem_id = p.id and v.user_id = ?`,
    fromParams: [viewer.id],
  };
}
