import type { accountEmailVerified } from "../../../../events/account-email-verified.event.js";
import type { PayloadOf } from "../../../../kernel/contract.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { record } from "../../../base/audit/record.js";
import type { Memberships } from "../members/memberships.js";
import { lockOrganization } from "../organization.rows.js";

interface Dependencies {
  db: Database;
  memberships: Memberships;
  log: Logger;
}

/**
 * Handler of account.email-verified: the account becomes a learner of the organization that has verified the address's domain and lets
 * its people join by themselves. Nothing happens without a free seat. Idempotent.
 */
export function createAutoJoin({ db, memberships, log }: Dependencies): (event: PayloadOf<typeof accountEmailVerified>) => Promise<void> {
  // Exactly the domain: those who control it do not have to control its subdomains.
  const sql = `select o.id from users u join organization_domains d on d.domain = substring(u.email from '[^@]+$') and d.verified_at is not null
    join organizations o on o.id = d.organization_id
    where u.id = ? and u.email_verified_at is not null and u.deleted_at is null and d.auto_join and o.state = 'ACTIVE'`;
  return ({ userId }) =>
    db.transaction(async (tx) => {
      const find = () => rows<{ id: string }>(tx, sql, [userId]);
      const [seen] = await find();
      if (!seen) return;
      await lockOrganization(tx, seen.id);
      // What was read before the lock may have changed.
      if ((await find())[0]?.id !== seen.id) return;
      const added = await memberships.add(tx, seen.id, [{ userId, role: "LEARNER" }], "DOMAIN");
      if (typeof added === "string") return log.info({ organizationId: seen.id, reason: added }, "account not joined by its domain");
      if (added.length === 0) return;
      const subject = { type: "organization", id: seen.id };
      record(tx, { actorId: userId, action: "organization.member-joined", subject, details: { userId, role: "LEARNER", by: "DOMAIN" } });
    });
}
