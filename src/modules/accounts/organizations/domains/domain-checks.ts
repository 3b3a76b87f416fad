import { HOUR_MS } from "../../../../kernel/units.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import type { TxtRecords } from "../../../../platform/dns/txt-records.js";
import { startRounds, type Rounds } from "../../../../platform/jobs/rounds.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { record } from "../../../base/audit/record.js";
import { recordName, recordValue } from "./domain-name.js";

interface Dependencies {
  db: Database;
  txtRecords: TxtRecords;
  log: Logger;
}

interface Due {
  id: string;
  organizationId: string;
  domain: string;
  token: string;
}

const BATCH = 100;
/** A record may disappear for a while when a domain moves to another provider. */
const GRACE = "interval '7 days'";

/**
 * Runs in every worker. Checks each verified domain once a day: domains are sold, and their new owners' people must not join. Claims a
 * batch first, so that workers share the work and no transaction is held while name servers are asked.
 */
export function startDomainChecks({ db, txtRecords, log }: Dependencies): Rounds {
  return startRounds((signal) => checkDomains({ db, txtRecords, log }, signal), {
    ...{ everyMs: HOUR_MS, log, failure: "domains not checked; will be retried" },
  });
}

export async function checkDomains({ db, txtRecords, log }: Dependencies, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const due = await rows<Due>(
      db.em.fork(),
      `update organization_domains set checked_at = now() where id in (
         select id from organization_domains where verified_at is not null and checked_at < now() - interval '1 day'
         order by checked_at limit ${BATCH} for update skip locked)
       returning id, organization_id as "organizationId", domain, token`,
    );
    for (const one of due) {
      if (signal.aborted) return;
      const values = await txtRecords(recordName(one.domain)).catch((error: unknown) => {
        log.info({ domainId: one.id, err: error }, "domain not checked: no answer");
        return null;
      });
      // No answer says nothing about the record.
      if (values !== null) await settle(db, one, values.includes(recordValue(one.token)));
    }
    if (due.length < BATCH) return;
  }
}

async function settle(db: Database, { id, organizationId, domain, token }: Due, isThere: boolean): Promise<void> {
  await db.transaction(async (tx) => {
    // The token tells a domain that was removed and added again.
    const [row] = await rows<{ lost: boolean }>(
      tx,
      isThere
        ? "update organization_domains set missing_since = null where id = ? and token = ? returning false as lost"
        : `update organization_domains set missing_since = coalesce(missing_since, now()),
             verified_at = case when missing_since < now() - ${GRACE} then null else verified_at end
           where id = ? and token = ? and verified_at is not null returning verified_at is null as lost`,
      [id, token],
    );
    if (!row?.lost) return;
    const subject = { type: "organization", id: organizationId };
    record(tx, { actorId: null, action: "organization.domain-lost", subject, details: { domain } });
  });
}
