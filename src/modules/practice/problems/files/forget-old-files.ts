/** Bounds what the files of all revisions of a problem take: old revisions lose their files first. */
import { MIB } from "../../../../kernel/units.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import type { Problem } from "../problem.entity.js";
import type { ProblemFile } from "./problem-file.entity.js";

/** Of all revisions together. Three revisions with as many files as possible fit: the live one, the newest one, and the next one. */
export const KEPT_FILES_MAX = 500;
export const KEPT_BYTES_MAX = 512 * MIB;

interface Kept {
  id: string;
  sizeBytes: number;
  /** Of the live or the newest revision. */
  current: boolean;
}

/**
 * Makes room for new rows: removes those that only old revisions use, of the oldest first, but none of `reused`. Those revisions are then
 * without these files, and the sweeper removes the objects. The caller holds the lock on the problem's row.
 */
export async function forgetOldFiles(
  em: EntityManager,
  problem: Pick<Problem, "id" | "files" | "latestRevision">,
  added: readonly Pick<ProblemFile, "sizeBytes">[],
  reused: readonly string[],
): Promise<void> {
  if (added.length === 0) return;
  const total = await rows<{ count: number; bytes: string }>(
    em,
    "select count(*)::int as count, coalesce(sum(size_bytes), 0) as bytes from problem_files where problem_id = ?",
    [problem.id],
  );
  let count = added.length;
  let bytes = added.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const fits = (more: number, moreBytes: number) => count + more <= KEPT_FILES_MAX && bytes + moreBytes <= KEPT_BYTES_MAX;
  if (fits(total[0]!.count, Number(total[0]!.bytes))) return;

  const found = await rows<Kept>(
    em,
    `select f.id, f.size_bytes as "sizeBytes", f.id in (?) or coalesce(max(r.number) = ?, false) as current
     from problem_files f
     left join problem_revisions r on r.problem_id = f.problem_id and jsonb_exists(r.content -> 'files', f.id::text)
     where f.problem_id = ? group by f.id
     order by current desc, max(r.number) desc nulls last, f.id desc`,
    [[...problem.files, ...reused, NO_ID], problem.latestRevision, problem.id],
  );
  const forgotten = found.filter(({ sizeBytes, current }) => {
    if (!current && !fits(1, sizeBytes)) return true;
    count++;
    bytes += sizeBytes;
    return false;
  });
  if (forgotten.length > 0) await rows(em, "delete from problem_files where id in (?) returning 1", [forgotten.map(({ id }) => id)]);
}

/** A list in SQL has at least one value. */
const NO_ID = "00000000-0000-0000-0000-000000000000";
