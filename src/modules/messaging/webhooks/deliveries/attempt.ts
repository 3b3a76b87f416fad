import { webhookStopped } from "../../../../events/webhook-stopped.event.js";
import { rows, type Database, type Transaction } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { Secrets } from "../../../../platform/security/secrets.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { WebhookOutcome, WebhookSender } from "../../../../platform/webhooks/webhook-sender.js";
import { record } from "../../../base/audit/record.js";
import { keyIn } from "../endpoints/endpoint-secrets.js";
import { FAILING_DAYS, retryDelayMs } from "../webhook-limits.js";
import type { ClaimedDelivery } from "./claim-deliveries.js";
import type { WebhookDeliveryFault } from "./webhook-delivery.entity.js";

export interface AttemptDependencies {
  db: Database;
  secrets: Pick<Secrets, "open">;
  sender: Pick<WebhookSender, "send">;
  log: Logger;
}

type Outcome = Omit<WebhookOutcome, "fault"> & { fault: WebhookDeliveryFault | null };

const GONE = 410;

/** Sends a claimed delivery once and stores the result, unless the row was claimed or replayed meanwhile. */
export async function attempt({ db, secrets, sender, log }: AttemptDependencies, claimed: ClaimedDelivery): Promise<void> {
  const key = keyIn(secrets, claimed.secret);
  const previous = claimed.previousSecret && keyIn(secrets, claimed.previousSecret);
  const outcome: Outcome = key
    ? await sender.send(claimed.url, { id: claimed.eventId, body: claimed.body, keys: previous ? [key, previous] : [key] })
    : { status: null, fault: "SECRET_UNREADABLE", answer: "", durationMs: 0 };
  const { status, fault } = outcome;
  const delivered = status !== null && status >= 200 && status < 300;
  if (!delivered) log.info({ deliveryId: claimed.id, endpointId: claimed.endpointId, status, fault }, "webhook not delivered");
  await db.transaction((tx) => (delivered ? settleDelivered(tx, claimed, outcome) : settleFailed(tx, claimed, outcome)));
}

/** False if the claim no longer counts. */
async function store(tx: Transaction, { id, claim }: ClaimedDelivery, outcome: Outcome, sets: string, params: unknown[]): Promise<boolean> {
  const { status, fault, durationMs, answer } = outcome;
  const found = await rows(
    tx,
    `update webhook_deliveries set response_status = ?, fault = ?, duration_ms = ?, answer = ?, ${sets}
     where id = ? and claim = ? and status = 'PENDING' returning 1`,
    [status, fault, durationMs, answer, ...params, id, claim],
  );
  return found.length > 0;
}

async function settleDelivered(tx: Transaction, claimed: ClaimedDelivery, outcome: Outcome): Promise<void> {
  if (!(await store(tx, claimed, outcome, "status = 'DELIVERED', delivered_at = now()", []))) return;
  // Once a minute is enough, as all deliveries of an endpoint write this row.
  await tx.execute(
    `update webhook_endpoints set failing_since = null, delivered_at = now()
     where id = ? and (failing_since is not null or delivered_at is null or delivered_at < now() - interval '1 minute')`,
    [claimed.endpointId],
  );
}

async function settleFailed(tx: Transaction, claimed: ClaimedDelivery, outcome: Outcome): Promise<void> {
  const { attemptsLeft, type, endpointId, url } = claimed;
  const isLast = attemptsLeft === 0 || outcome.status === GONE;
  const [sets, params] = isLast
    ? ["status = 'FAILED'", []]
    : ["due_at = now() + make_interval(secs => ?)", [retryDelayMs(attemptsLeft, Math.random()) / 1000]];
  if (!(await store(tx, claimed, outcome, sets, params))) return;
  if (outcome.status === GONE) return stop(tx, { endpointId, url, reason: "GONE" });
  if (type === "ping") return;
  const sql = `update webhook_endpoints set failing_since = coalesce(failing_since, now()) where id = ? and url = ?
    returning failing_since <= now() - interval '${FAILING_DAYS} days' as long`;
  const [endpoint] = await rows<{ long: boolean }>(tx, sql, [endpointId, url]);
  if (isLast && endpoint?.long) await stop(tx, { endpointId, url, reason: "FAILING" });
}

interface Stop {
  endpointId: string;
  /** Another address since then is not to blame. */
  url: string;
  reason: "FAILING" | "GONE";
}

/** Without effect unless it is enabled. Pending deliveries have failed: they can be replayed. */
async function stop(tx: Transaction, { endpointId, url, reason }: Stop): Promise<void> {
  const sql = `update webhook_endpoints set state = ?, updated_at = now() where id = ? and url = ? and state = 'ENABLED'
    returning organization_id as "organizationId"`;
  const [stopped] = await rows<{ organizationId: string }>(tx, sql, [reason, endpointId, url]);
  if (!stopped) return;
  const { organizationId } = stopped;
  await tx.execute("update webhook_deliveries set status = 'FAILED', claim = claim + 1 where endpoint_id = ? and status = 'PENDING'", [
    endpointId,
  ]);
  announce(tx, webhookStopped, { endpointId, organizationId, reason });
  record(tx, {
    actorId: null,
    action: "webhook.stopped",
    subject: { type: "organization", id: organizationId },
    details: { endpointId, reason },
  });
}
