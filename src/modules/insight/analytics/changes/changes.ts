/** The list of changes: what is waiting, and since when. */
import { rows, type Database, type EntityManager, type Transaction } from "../../../../platform/database/database.js";
import type { ChangeKind } from "./analytics-change.entity.js";

/**
 * Runs `work` in a transaction, unless another process is refreshing. Steps of the refresh never overlap: figures are never replaced by
 * older ones.
 */
export async function inTurn<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T | "busy"> {
  return db.transaction(async (tx) => {
    const [{ free } = { free: false }] = await rows<{ free: boolean }>(
      tx,
      "select pg_try_advisory_xact_lock(hashtextextended('analytics', 0)) as free",
    );
    return free ? work(tx) : "busy";
  });
}

/** Keys that are waiting, in order; without those that are set aside. */
export async function waitingKeys(em: EntityManager, kind: ChangeKind, limit: number): Promise<string[]> {
  const found = await rows<{ key: string }>(
    em,
    "select distinct key from analytics_changes where kind = ? and (retry_at is null or retry_at <= now()) order by key limit ?",
    [kind, limit],
  );
  return found.map(({ key }) => key);
}

/** Changes whose computation failed wait for this long, unless their object changes again. */
const RETRY_AFTER = "10 minutes";

export async function setAside(em: EntityManager, kind: ChangeKind, key: string): Promise<void> {
  await em.execute(`update analytics_changes set retry_at = now() + interval '${RETRY_AFTER}' where kind = ? and key = ?`, [kind, key]);
}

/** Rows that are read afterwards include every change that this removes. */
export async function take(tx: Transaction, kind: ChangeKind, keys: readonly string[]): Promise<void> {
  await tx.execute("delete from analytics_changes where kind = ? and key = any(?::text[])", [kind, `{${keys.join(",")}}`]);
}

export async function add(tx: Transaction, kind: ChangeKind, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await tx.execute("insert into analytics_changes (kind, key) select ?, key from unnest(?::text[]) as key", [
    kind,
    `{${[...new Set(keys)].join(",")}}`,
  ]);
}

/** The changes that figures wait for: all of a kind, or those of one object. A rebuild concerns all figures. */
export type WaitsFor = readonly (ChangeKind | { kind: ChangeKind; key: string })[];

/** Everything that happened before this moment is in the figures. */
export async function refreshedAt(em: EntityManager, waitsFor: WaitsFor): Promise<Date> {
  const kinds = ["REBUILD", ...waitsFor.filter((one) => typeof one === "string")];
  const objects = waitsFor.filter((one) => typeof one !== "string");
  const [{ at } = { at: new Date() }] = await rows<{ at: Date }>(
    em,
    `select coalesce(min(at), now()) as at from analytics_changes where kind = any(?::text[])${objects.map(() => " or (kind = ? and key = ?)").join("")}`,
    [`{${kinds.join(",")}}`, ...objects.flatMap(({ kind, key }) => [kind, key])],
  );
  return at;
}
