import type { Viewer } from "../../../../access/viewer.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { always, inStatus, inTopics, ofDifficulties, ofViewerStatus, readableBy, type Condition } from "./problem-conditions.js";
import { DIFFICULTIES, PROBLEM_STATUSES, type Difficulty, type ProblemStatus } from "../problem.entity.js";
import type { ProblemFilter } from "./problem-list.type.js";
import { withSearch } from "./problem-search.js";
import { problemSql, VIEWER_STATUSES, type ViewerStatus } from "../problem.rows.js";
import type { TagRow } from "./problem-tags.js";

interface Counted<T> {
  value: T;
  count: number;
}

export interface Facets {
  total: number;
  difficulties: Counted<Difficulty>[];
  statuses: Counted<ProblemStatus>[];
  viewerStatuses: Counted<ViewerStatus>[] | null;
  /** By topic id. */
  topics: Counted<string>[];
  tags: TagRow[];
}

export const MOST_TAGS = 50;

/** Each topic with all its descendants. */
const BELOW = `below (root, id) as (
  select id, id from topics union all select below.root, t.id from topics t join below on t.parent_id = below.id
)`;

/** Each facet ignores its own part of the filter, to show what other choices would find. Runs as one statement. */
export async function countFacets(em: EntityManager, viewer: Viewer, filter: ProblemFilter, search: string): Promise<Facets> {
  const { from, fromParams } = problemSql(viewer);
  const list = withSearch(viewer, { select: "", from, fromParams, conditions: [readableBy(viewer), ...always(filter)] }, search.trim());
  const parts = {
    difficulty: ofDifficulties(filter),
    topic: inTopics(filter),
    status: [inStatus(filter)],
    viewer: ofViewerStatus(viewer, filter),
  };
  const names = Object.keys(parts) as (keyof typeof parts)[];
  const fits = (conditions: Condition[]) => (conditions.length > 0 ? `coalesce(${conditions[0]!.sql}, false)` : "true");
  const others = (own?: keyof typeof parts) =>
    names
      .filter((name) => name !== own)
      .map((name) => `in_${name}`)
      .join(" and ");
  const viewerStatus = viewer ? "case when v.solved then 'SOLVED' when v.solved is null then 'NOT_TRIED' else 'ATTEMPTED' end" : "null";
  const found = await rows<{ facet: string; value: string; count: number }>(
    em,
    `with recursive ${BELOW}, base as materialized (
       select p.id, p.difficulty, p.status, p.tags, ${viewerStatus} as viewer, ${names.map((name) => `${fits(parts[name])} as in_${name}`).join(", ")}
       ${list.from} where ${list.conditions.map(({ sql }) => sql).join(" and ")}
     )
     select 'total' as facet, '' as value, count(*)::int as count from base where ${others()}
     union all select 'difficulty', difficulty, count(*)::int from base where ${others("difficulty")} group by difficulty
     union all select 'status', status, count(*)::int from base where ${others("status")} group by status
     union all select 'viewer', viewer, count(*)::int from base where ${others("viewer")} and viewer is not null group by viewer
     union all select 'topic', below.root::text, count(distinct base.id)::int
       from base join problem_topics pt on pt.problem_id = base.id join below on below.id = pt.topic_id
       where ${others("topic")} group by below.root
     union all select * from (
       select 'tag', tag, count(*)::int as count from base cross join unnest(tags) tag where ${others()}
       group by tag order by count desc, tag collate "C" limit ${MOST_TAGS}
     ) tags`,
    [
      ...names.flatMap((name) => parts[name].flatMap(({ params }) => params)),
      ...list.fromParams,
      ...list.conditions.flatMap(({ params }) => params),
    ],
  );
  const of = (facet: string) => new Map(found.filter((row) => row.facet === facet).map(({ value, count }) => [value, count]));
  const each = <T extends string>(values: readonly T[], facet: string) => {
    const counts = of(facet);
    return values.map((value) => ({ value, count: counts.get(value) ?? 0 }));
  };
  return {
    total: of("total").get("") ?? 0,
    difficulties: each(DIFFICULTIES, "difficulty"),
    statuses: each(PROBLEM_STATUSES, "status"),
    viewerStatuses: viewer && each(VIEWER_STATUSES, "viewer"),
    topics: [...of("topic")].map(([value, count]) => ({ value, count })),
    tags: [...of("tag")].map(([name, problemCount]) => ({ name, problemCount })),
  };
}
