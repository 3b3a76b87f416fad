/** The statements that give and end entitlements, beside kept-grants.ts: the holder, the time and the change that listeners learn of always agree. */
import { rows, type Transaction } from "../../../platform/database/database.js";
import { deferred } from "../../../platform/database/prepared.js";
import { newId } from "../../../kernel/ids.js";
import type { EntitlementSource } from "./entitlement.entity.js";

/** An account, or an organization. */
export type Holder = { userId: string } | { organizationId: string };

export type NewGrant = Holder & {
  key: string;
  source: EntitlementSource;
  /** The object that it is for. */
  subjectId?: string;
  quantity?: number;
  /** Null: does not expire. */
  days?: number | null;
  /** What caused it; granting again for the same cause changes nothing. */
  reference: string;
  /** Starts when the grants of the same key and source that run now or later end, so that buying early loses nothing. */
  afterCurrent?: boolean;
};

export interface Ending {
  id: string;
  key: string;
  source: EntitlementSource;
  userId: string | null;
  organizationId: string | null;
}

/** Columns round to milliseconds: a rounded-up start would be in the future. */
export const NOW = "date_trunc('milliseconds', now())";
export const ENDING_COLUMNS = `e.id, e.key, e.source, e.user_id as "userId", e.organization_id as "organizationId"`;

/** Ends of present and later grants of the same key and source. A grant without an end leaves nothing to wait for. */
const afterCurrent = (column: string) => `(select max(e.expires_at) from entitlements e where e.${column} = ? and e.key = ? and e.source = ?
  and e.revoked_at is null and e.expires_at > now() and e.reference is distinct from ?::uuid)`;

const columnOf = (holder: Holder): [column: "user_id" | "organization_id", id: string] =>
  "organizationId" in holder ? ["organization_id", holder.organizationId] : ["user_id", holder.userId];

const holderOf = ({ userId, organizationId }: Ending): Holder => (userId === null ? { organizationId: organizationId! } : { userId });

/** Of two plans of one holder that start or end at the same moment, the second one sees the first. */
async function lockHolder(tx: Transaction, holder: Holder): Promise<void> {
  const [column, id] = columnOf(holder);
  if (column === "user_id") await tx.execute("select from users where id = ? for no key update", [id]);
  // Organizations are a module above; their row is not ours to lock.
  else await tx.execute("select pg_advisory_xact_lock(hashtextextended(?, 0))", [id]);
}

export async function insertGrant(tx: Transaction, grant: NewGrant): Promise<void> {
  const { key, source, subjectId = null, quantity = 1, days = null, reference } = grant;
  const [column, id] = columnOf(grant);
  if (grant.afterCurrent) await lockHolder(tx, grant);
  const start = grant.afterCurrent ? `coalesce(${afterCurrent(column)}, ${NOW})` : NOW;
  await deferred(
    tx,
    `insert into entitlements (id, key, ${column}, subject_id, source, quantity, reference, valid_from, expires_at)
     select ?::uuid, ?::text, ?::uuid, ?::uuid, ?::text, ?::int, ?::uuid, begins.at, begins.at + ?::int * interval '1 day' from (select ${start} as at) begins
     on conflict on constraint entitlements_reference_unique do nothing`,
    [...[newId(), key, id, subjectId, source, quantity, reference, days], ...(grant.afterCurrent ? [id, key, source, reference] : [])],
  );
}

/**
 * Ends a grant now; false if it has ended already. Later plans of the same key move forward by the time that the ended one leaves, so that
 * nobody has a gap in what they paid for.
 */
export async function endGrant(tx: Transaction, ending: Ending): Promise<boolean> {
  await lockHolder(tx, holderOf(ending));
  const [ended] = await rows<{ end: Date | null; left: Date }>(
    tx,
    `update entitlements e set revoked_at = now() where e.id = ? and e.revoked_at is null and (e.expires_at is null or e.expires_at > now())
     returning e.expires_at as "end", greatest(e.valid_from, ${NOW}) as left`,
    [ending.id],
  );
  if (ended?.end) await moveLater(tx, ending, ended.end, ended.left);
  return ended !== undefined;
}

/**
 * The end of a plan has changed: plans of the same holder and key that wait for it move with it, never to before now. A plan that has
 * begun does not move: its holder would lose it without a notification.
 */
export async function moveLater(tx: Transaction, grant: Ending, from: Date, to: Date): Promise<void> {
  if (grant.source !== "PLAN") return;
  const [column, id] = columnOf(holderOf(grant));
  await lockHolder(tx, holderOf(grant));
  await tx.execute(
    `update entitlements e set valid_from = e.valid_from + moved.time, expires_at = e.expires_at + moved.time
     from (select greatest(?::timestamptz, ${NOW}) - ?::timestamptz as time) moved
     where e.${column} = ? and e.key = ? and e.source = ? and e.revoked_at is null and e.id <> ?
       and e.valid_from >= ?::timestamptz and e.valid_from > now()`,
    [to, from, id, grant.key, grant.source, grant.id, from],
  );
}
