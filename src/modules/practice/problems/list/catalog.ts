import { mayAuthor } from "../../../../access/policy.js";
import type { Viewer } from "../../../../access/viewer.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import type { CacheRegion } from "../../../../platform/redis/read-cache.js";
import type { ProblemListQuery } from "./problem-list.type.js";
import type { ProblemRow, ViewerStatus } from "../problem.rows.js";

/** Maximum age of submission counts in lists. Edits are visible immediately. */
const LONGEST_MS = 15_000;

/** Cache region shared by all viewers. */
export const CATALOG = { name: "catalog", longestMs: LONGEST_MS };
export const TOTALS: CacheRegion<number> = { ...CATALOG, revive: Number };
export const TOPIC_COUNTS: CacheRegion<[topicId: string, count: number][]> = {
  ...CATALOG,
  revive: (json) => json as [string, number][],
};
export const PAGES: CacheRegion<ProblemRow[]> = {
  ...CATALOG,
  revive: (json) =>
    (json as ProblemRow[]).map((row) => ({
      ...row,
      createdAt: new Date(row.createdAt),
      updatedAt: new Date(row.updatedAt),
      publishedAt: row.publishedAt && new Date(row.publishedAt),
    })),
};

/**
 * Cache key for popular first pages: the whole catalog, one topic or one difficulty. Null for everything else: searches,
 * later pages, and lists for viewers who may edit problems, as they see more.
 */
export function keyOfPage(viewer: Viewer, { page, filter, search, orderBy, direction }: ProblemListQuery): string | null {
  const { topics, difficulties, premium, ...others } = filter;
  const isFirst = page.after == null && page.before == null;
  const isPlain = Object.values(others).every((value) => value == null) && (topics?.length ?? 0) <= 1 && !search.trim();
  if (mayAuthor(viewer) || !isFirst || !isPlain) return null;
  return JSON.stringify([page.first, page.last, orderBy, direction, topics, difficulties, premium]);
}

/** Adds the viewer's own status to the rows. */
export async function withStatusOf(em: EntityManager, viewer: Viewer, found: ProblemRow[]): Promise<ProblemRow[]> {
  if (!viewer || found.length === 0) return found;
  const known = await rows<{ problemId: string; solved: boolean }>(
    em,
    `select problem_id as "problemId", solved from problem_viewer_status where user_id = ? and problem_id in (?)`,
    [viewer.id, found.map(({ id }) => id)],
  );
  const statuses = new Map<string, ViewerStatus>(known.map(({ problemId, solved }) => [problemId, solved ? "SOLVED" : "ATTEMPTED"]));
  return found.map((row) => ({ ...row, viewerStatus: statuses.get(row.id) ?? "NOT_TRIED" }));
}
