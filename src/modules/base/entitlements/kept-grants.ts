import { newId } from "../../../kernel/ids.js";
import { rows, type Transaction } from "../../../platform/database/database.js";
import type { EntitlementSource } from "./entitlement.entity.js";

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
 * Makes the grants of a reference what they should be: adds, changes, resumes and revokes. True if anything changed. Nobody is told of
 * their end: what gives them tells of its own.
 */
export async function keepGrants(
  tx: Transaction,
  { reference, userId, organizationId, source, grants, until }: KeptGrants,
): Promise<boolean> {
  const given = userId === null && organizationId === null ? [] : grants;
  const keys = given.map(({ key }) => key);
  const ended = await rows(
    tx,
    "update entitlements set revoked_at = now() where reference = ? and revoked_at is null and key <> all(?::text[]) returning 1",
    [reference, `{${keys.join(",")}}`],
  );
  let isChanged = ended.length > 0;
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
    if (kept) isChanged = true;
  }
  return isChanged;
}
