import { SECOND_MS } from "../../../../kernel/units.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import { WEBHOOK_TIMEOUT_MS } from "../../../../platform/webhooks/webhook-sender.js";
import { PARALLEL_MAX } from "../webhook-limits.js";

/** Longer than an attempt: afterwards its worker counts as gone. */
const LEASE_MS = WEBHOOK_TIMEOUT_MS + 10 * SECOND_MS;

/** May this delivery `d` be sent to the endpoint `e` of the organization `o` now? A test message reaches a stopped endpoint, too. */
export const SENDABLE = "o.state = 'ACTIVE' and (e.state = 'ENABLED' or d.type = 'ping')";

/** One attempt, as it is claimed. */
export interface ClaimedDelivery {
  id: string;
  claim: number;
  endpointId: string;
  eventId: string;
  type: string;
  body: string;
  attemptsLeft: number;
  url: string;
  /** Sealed. */
  secret: string;
  /** Sealed; null if no other one signs. */
  previousSecret: string | null;
}

/** Claims due deliveries of an endpoint, oldest first, at most PARALLEL_MAX. No transaction is held while they are sent. */
export function claimDeliveries(db: Database, endpointId: string): Promise<ClaimedDelivery[]> {
  return rows<ClaimedDelivery>(
    db.em.fork(),
    `update webhook_deliveries d set claim = d.claim + 1, attempts = d.attempts + 1, attempts_left = greatest(d.attempts_left - 1, 0),
       attempted_at = now(), due_at = now() + interval '${LEASE_MS} milliseconds'
     from webhook_endpoints e
     where e.id = d.endpoint_id and d.id in (
       select d.id from webhook_deliveries d join webhook_endpoints e on e.id = d.endpoint_id join organizations o on o.id = e.organization_id
       where d.endpoint_id = ? and d.status = 'PENDING' and d.due_at <= now() and ${SENDABLE}
       order by d.due_at, d.id limit ${PARALLEL_MAX} for update of d skip locked)
     returning d.id, d.claim, d.endpoint_id as "endpointId", d.event_id as "eventId", d.type, d.body, d.attempts_left as "attemptsLeft",
       e.url, e.secret, case when e.previous_until > now() then e.previous_secret end as "previousSecret"`,
    [endpointId],
  );
}
