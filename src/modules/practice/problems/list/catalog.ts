import * as z from "zod";
import { mayAuthor } from "../../../../access/policy.js";
import type { Viewer } from "../../../../access/viewer.js";
import { contract } from "../../../../kernel/contract.js";
import { count, id } from "../../../../kernel/schemas.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import type { ProblemListQuery } from "./problem-list.type.js";
import { problemRow, type ProblemRow, type ViewerStatus } from "../problem.rows.js";

/** Maximum age of submission counts in lists. Edits are visible immediately. */
const LONGEST_MS = 15_000;

/** Cache region shared by all viewers. */
export const CATALOG = { name: "catalog", longestMs: LONGEST_MS };
export const TOTALS = { ...CATALOG, content: contract("catalog total", count) };
export const TOPIC_COUNTS = { ...CATALOG, content: contract("catalog topics", z.array(z.tuple([id, count]))) };
export const PAGES = { ...CATALOG, content: contract("catalog page", z.array(problemRow)) };

/**
 * Cache key for popular first pages: the whole catalog, one topic or one difficulty. Null for everything else: searches,
 * later pages, and lists for authors and members of organizations, who see more.
 */
export function keyOfPage(viewer: Viewer, { page, filter, search, orderBy, direction }: ProblemListQuery): string | null {
  const { topics, difficulties, premium, ...others } = filter;
  const isFirst = page.after == null && page.before == null;
  const isPlain = Object.values(others).every((value) => value == null) && (topics?.length ?? 0) <= 1 && !search.trim();
  const seesMore = (viewer?.memberships?.length ?? 0) > 0 || mayAuthor(viewer);
  if (seesMore || !isFirst || !isPlain) return null;
  return JSON.stringify([page.first, page.last, orderBy, direction, topics, difficulties, premium]);
}

/** Copies of the rows with the viewer's own status. */
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
