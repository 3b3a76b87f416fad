// Which submissions a viewer may read.
import { isDeepStrictEqual } from "node:util";
import { isAdmin, mayEditProblem, mayReadSubmission } from "../../../access/policy.js";
import type { SignedIn, Viewer } from "../../../access/viewer.js";
import { languageIdOf } from "../../../judge/languages/index.js";
import { AppError, conflictOf, notFound } from "../../../kernel/errors.js";
import { firstIdAt, isId } from "../../../kernel/ids.js";
import { MINUTE_MS } from "../../../kernel/units.js";
import { rows, type EntityManager } from "../../../platform/database/database.js";
import { readAuthorship } from "../problems/authors/problem-access.js";
import { FROM_SUBMISSIONS, SUBMISSION_COLUMNS } from "./submission.rows.js";
import { shownVerdictSql } from "./results/shown-verdict.js";
import { filesIn } from "./source-files.js";
import type { SubmissionFilter, SubmissionRow, SubmitCodeInput } from "./submission.type.js";

/** NOT_FOUND if the submission does not exist or the viewer may not see it. */
export async function readSubmission(em: EntityManager, viewer: Viewer, id: string): Promise<SubmissionRow> {
  const [row] = isId(id) ? await readSubmissions(em, viewer, [id]) : [];
  if (!row) throw notFound("submission");
  return row;
}

export async function readSubmissions(em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<SubmissionRow[]> {
  const sql = `select ${SUBMISSION_COLUMNS} ${FROM_SUBMISSIONS} where s.id in (?)`;
  return (await rows<SubmissionRow>(em, sql, [ids])).filter((row) => mayReadSubmission(viewer, row));
}

/** The submission that already uses this key, set apart or not; CONFLICT if its content differs. */
export async function findRepeated(em: EntityManager, viewer: SignedIn, input: SubmitCodeInput): Promise<SubmissionRow | null> {
  if (!input.idempotencyKey) return null;
  const [found] = await rows<SubmissionRow & { source: string; files: unknown[] }>(
    em,
    `select ${SUBMISSION_COLUMNS}, s.source, s.files from submissions s join problems p on p.id = s.problem_id
     where s.user_id = ? and s.idempotency_key = ?`,
    [viewer.id, input.idempotencyKey],
  );
  if (!found) return null;
  const { source, files, ...row } = found;
  const isSameCode = source === input.source && isDeepStrictEqual(files, filesIn(input));
  if (isSameCode && row.language === input.language && row.problemId === input.problemId) return row;
  const message = "You already used this key for another submission. Use a new key for new content.";
  throw conflictOf("input.idempotencyKey", message, "DUPLICATE");
}

/** Ids are UUIDv7, so the primary key finds a period. The clocks of API and database may differ by less than this. */
const CLOCK_SKEW_MS = MINUTE_MS;

/**
 * Conditions that the wanted ones imply. They exclude nothing more, but have an index each: without them a filter that few submissions
 * match would read the whole table.
 */
function indexedConditions({ status, verdict, sentFrom, sentBefore }: SubmissionFilter): { sql: string; params: string[] }[] {
  const wanted: [string, string | null | undefined][] = [
    ["s.id >= ?::uuid", sentFrom && firstIdAt(sentFrom.getTime() - CLOCK_SKEW_MS)],
    ["s.id < ?::uuid", sentBefore && firstIdAt(sentBefore.getTime() + CLOCK_SKEW_MS)],
    ["s.id in (select submission_id from judgements where status <> 'FINISHED' and status = ?)", status === "FINISHED" ? null : status],
    // REJECTED stands for other verdicts.
    ["s.id in (select submission_id from judgements where verdict = ?)", verdict === "REJECTED" ? null : verdict],
  ];
  return wanted.flatMap(([sql, value]) => (value == null ? [] : [{ sql, params: [value] }]));
}

/** Viewers may list their own submissions; admins all; editors also those to their problem. */
export async function visibleConditions(
  em: EntityManager,
  viewer: SignedIn,
  filter: SubmissionFilter,
): Promise<{ sql: string; params: unknown[] }[]> {
  const wanted: [string, string | Date | null | undefined][] = [
    ["s.problem_id = ?", filter.problemId],
    ["s.language = ?", filter.language && languageIdOf(filter.language)],
    ["j.status = ?", filter.status],
    ["s.created_at >= ?", filter.sentFrom],
    ["s.created_at < ?", filter.sentBefore],
  ];
  const conditions: { sql: string; params: unknown[] }[] = wanted.flatMap(([sql, value]) =>
    value == null ? [] : [{ sql, params: [value] }],
  );
  conditions.push(...indexedConditions(filter));
  if (filter.verdict) {
    const shown = shownVerdictSql(viewer);
    conditions.push({ sql: `${shown.sql} = ?`, params: [...shown.params, filter.verdict] });
  }
  const userId = filter.userId ?? (filter.everyone ? null : viewer.id);
  if (userId !== viewer.id && !isAdmin(viewer)) {
    const problem = filter.problemId ? await readAuthorship(em, filter.problemId) : undefined;
    if (!problem || !mayEditProblem(viewer, problem)) {
      throw new AppError(
        "FORBIDDEN",
        "You can only list your own submissions, and those to a problem that you may edit if you set `problemId`.",
      );
    }
  }
  return userId === null ? conditions : [...conditions, { sql: "s.user_id = ?", params: [userId] }];
}
