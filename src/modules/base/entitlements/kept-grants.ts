import { newId } from "../../../kernel/ids.js";
import { rows, type Transaction } from "../../../platform/database/database.js";
import type { EntitlementSource } from "./entitlement.entity.js";
import { endGrant, ENDING_COLUMNS, moveLater, type Ending } from "./grants.js";

/** What something that goes on, such as a subscription, gives at present. */
export interface KeptGrants {
  /** What gives it. */
  reference: string;
  /** One of the two holders; none gives nothing. */
  userId: string | null;
  organizationId: string | null;
  source: EntitlementSource;
  grants: readonly { key: string; quantity: number }[];
  /** When it ends unless it is kept again. */
  until: Date;
}

/**
 * Makes the grants of a reference what they should be: adds, changes, resumes and revokes. Later plans move with their ends. True if anything
 * changed. Nobody is told of their end: what gives them tells of its own.
 */
export async function keepGrants(
  tx: Transaction,
  { reference, userId, organizationId, source, grants, until }: KeptGrants,
): Promise<boolean> {
  const given = userId === null && organizationId === null ? [] : grants;
  const keys = given.map(({ key }) => key);
  const sql = `select ${ENDING_COLUMNS}, e.expires_at as "end" from entitlements e where e.reference = ? and e.revoked_at is null order by e.key`;
  const present = await rows<Ending & { end: Date | null }>(tx, sql, [reference]);
  let isChanged = false;
  for (const ending of present) if (!keys.includes(ending.key) && (await endGrant(tx, ending))) isChanged = true;
  for (const { key, quantity } of given) {
    const [kept] = await rows(
      tx,
      `insert into entitlements as e (id, key, user_id, organization_id, source, quantity, reference, valid_from, expires_at, expiry_told_at)
       values (?, ?, ?, ?, ?, ?, ?, date_trunc('milliseconds', now()), ?, now())
       on conflict on constraint entitlements_reference_unique do update
         set quantity = excluded.quantity, revoked_at = null, expires_at = excluded.expires_at
         where e.revoked_at is not null or (e.quantity, e.expires_at) is distinct from (excluded.quantity, excluded.expires_at)
       returning 1`,
      [newId(), key, userId, organizationId, source, quantity, reference, until],
    );
    if (!kept) continue;
    isChanged = true;
    const before = present.find((grant) => grant.key === key);
    if (before?.end) await moveLater(tx, before, before.end, until);
  }
  return isChanged;
}
