import { isAdmin, mayEditProblem, type Authorship } from "../../../../access/policy.js";
import type { SignedIn, Viewer } from "../../../../access/viewer.js";
import { newestFirst } from "../../../../graphql/keyset-list.js";
import { notFound } from "../../../../kernel/errors.js";
import { isId } from "../../../../kernel/ids.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { CO_AUTHOR_IDS } from "../../problems/problem.rows.js";
import type { Rejudging } from "./rejudging.entity.js";

export const REJUDGING_STATUSES = ["JUDGING", "READY", "APPLYING", "APPLIED", "CANCELLED"] as const;
export type RejudgingStatus = (typeof REJUDGING_STATUSES)[number];

export interface RejudgingRow extends Pick<Rejudging, "id" | "reason" | "applyWhenJudged" | "submissionCount" | "createdAt" | "decidedAt"> {
  status: RejudgingStatus;
  problemId: string | null;
  createdById: string;
  decidedById: string | null;
  judgedCount: number;
  appliedCount: number;
}

interface Guarded extends RejudgingRow {
  authorId: string | null;
  organizationId: string | null;
  coAuthorIds: string[];
}

export const REJUDGING_COLUMNS = `r.id, r.problem_id as "problemId", r.reason, r.apply_when_judged as "applyWhenJudged",
  r.submission_count as "submissionCount", r.created_by_id as "createdById", r.created_at as "createdAt",
  r.decided_by_id as "decidedById", r.decided_at as "decidedAt", c.applied as "appliedCount",
  case when r.verdict_changes is null then c.judged
    else (select coalesce(sum((change ->> 'count')::int), 0)::int from jsonb_array_elements(r.verdict_changes) change) end as "judgedCount",
  case when r.status <> 'OPEN' then r.status when c.unfinished = 0 then 'READY' else 'JUDGING' end as status`;

/** Sets `r` with the counts `c` of their judgements. */
export const FROM_REJUDGINGS = `from rejudgings r cross join lateral (
    select count(*) filter (where j.status = 'FINISHED')::int as judged, count(*) filter (where j.status <> 'FINISHED')::int as unfinished,
      count(*) filter (where not j.staged)::int as applied
    from judgements j where j.rejudging_id = r.id) c`;

export const NEWEST_REJUDGING_FIRST = newestFirst<RejudgingRow>("r.id");

/** The sets the viewer may see, in any order: editors those of their problem, admins all. */
export async function readRejudgings(em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<RejudgingRow[]> {
  const found = await rows<Guarded>(
    em,
    `select ${REJUDGING_COLUMNS}, p.author_id as "authorId", p.organization_id as "organizationId", ${CO_AUTHOR_IDS} as "coAuthorIds"
     ${FROM_REJUDGINGS} left join problems p on p.id = r.problem_id where r.id in (?)`,
    [ids],
  );
  return found.filter((row) => (row.authorId === null ? isAdmin(viewer) : mayEditProblem(viewer, row as Authorship)));
}

/** NOT_FOUND if the set does not exist or the viewer may not see it. */
export async function readRejudging(em: EntityManager, viewer: SignedIn, id: string): Promise<RejudgingRow> {
  const [row] = isId(id) ? await readRejudgings(em, viewer, [id]) : [];
  if (!row) throw notFound("rejudging");
  return row;
}
