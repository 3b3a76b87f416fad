/** Writes the ledger of reputation. Part of the transaction that changes the vote or the accepted answer. */
import { newId } from "../../../kernel/ids.js";
import type { Transaction } from "../../../platform/database/database.js";
import { rows, type EntityManager } from "../../../platform/database/database.js";
import { REPUTATION_POINTS, type ReputationReason } from "./reputation-points.js";

export interface Earning {
  userId: string;
  reason: ReputationReason;
  /** The post. */
  subjectId: string;
  /** It no longer holds: its points are taken away. */
  isReversed?: boolean;
}

/**
 * Adds an entry and its points to the total. The caller holds the lock on what causes it, so that each change is written once. Nothing
 * happens for deleted accounts.
 */
export async function earn(tx: Transaction, { userId, reason, subjectId, isReversed = false }: Earning): Promise<void> {
  const points = REPUTATION_POINTS[reason] * (isReversed ? -1 : 1);
  await tx.execute(
    `with entry as (
       insert into reputation_entries (id, user_id, reason, subject_id, points)
       select ?, id, ?, ?, ? from users where id = ? and deleted_at is null returning user_id, points
     )
     insert into reputation_totals as t (user_id, points) select user_id, points from entry
     on conflict (user_id) do update set points = t.points + excluded.points`,
    [newId(), reason, subjectId, points, userId],
  );
}

/** 0 for accounts without entries. */
export async function reputationOf(em: EntityManager, userId: string): Promise<number> {
  const [found] = await rows<{ points: number }>(em, "select points from reputation_totals where user_id = ?", [userId]);
  return found?.points ?? 0;
}
