import { newId } from "../../../../kernel/ids.js";
import { rows, textArray, type Database, type EntityManager } from "../../../../platform/database/database.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import { envelopeOf, type PublicEvent } from "../../event-stream/catalogue/public-event.js";
import { ATTEMPTS_MAX } from "../webhook-limits.js";
import { wake } from "./deliver-webhooks.job.js";

interface NewDelivery {
  endpointId: string;
  userId: string | null;
  eventId: string;
  type: string;
  body: string;
  attemptsLeft: number;
}

interface Subscriber {
  endpointId: string;
  organizationId: string;
  /** The member that makes the organization a subscriber; null for events about the organization. */
  userId: string | null;
}

const BATCH = 500;

/**
 * Handler of a module's event: writes a delivery for each endpoint that gets it, once for each event and endpoint however often it runs.
 * Costs one statement if nobody has subscribed.
 */
export function createRecordEvent({ db, jobs }: { db: Database; jobs: Jobs }) {
  return async (event: PublicEvent, payload: object, sourceId: string): Promise<void> => {
    const occurrences = event.read(payload);
    const em = db.em.fork();
    const subscribers = await subscribersOf(
      em,
      event,
      occurrences.map((one) => (event.audience === "MEMBER" ? one.userId : one.organizationId)),
    );
    const deliveries = occurrences.flatMap(({ userId, organizationId, data }, index) =>
      subscribers
        .filter((one) => (event.audience === "MEMBER" ? one.userId === userId : one.organizationId === organizationId))
        .map((one): NewDelivery => {
          const envelope = envelopeOf(event, { eventId: sourceId, index, organizationId: one.organizationId }, data);
          const body = JSON.stringify(envelope);
          return { endpointId: one.endpointId, userId, eventId: envelope.id, type: event.type, body, attemptsLeft: ATTEMPTS_MAX };
        }),
    );
    for (let from = 0; from < deliveries.length; from += BATCH) await insertDeliveries(em, deliveries.slice(from, from + BATCH));
    await wake(
      jobs,
      deliveries.map(({ endpointId }) => endpointId),
    );
  };
}

/** Enabled endpoints of active organizations: those of the members, or those of the organizations. */
async function subscribersOf(em: EntityManager, event: PublicEvent, ids: readonly (string | null)[]): Promise<Subscriber[]> {
  const known = textArray([...new Set(ids)].filter((id) => id !== null));
  const [join, condition, userId] =
    event.audience === "MEMBER"
      ? ["join organization_members m on m.organization_id = e.organization_id", "m.user_id = any(?::uuid[])", "m.user_id"]
      : ["", "e.organization_id = any(?::uuid[])", "null::uuid"];
  return rows<Subscriber>(
    em,
    `select e.id as "endpointId", e.organization_id as "organizationId", ${userId} as "userId" from webhook_endpoints e
     join organizations o on o.id = e.organization_id ${join}
     where ${condition} and e.state = 'ENABLED' and o.state = 'ACTIVE' and ? = any(e.events) order by e.id`,
    [known, event.type],
  );
}

/** A deleted account is not named in a column: nothing would remove the row with it. */
async function insertDeliveries(em: EntityManager, deliveries: readonly NewDelivery[]): Promise<void> {
  await em.execute(
    `insert into webhook_deliveries (id, endpoint_id, user_id, event_id, type, body, attempts_left)
     select x.id, x."endpointId", (select u.id from users u where u.id = x."userId" and u.deleted_at is null), x."eventId", x.type, x.body,
       x."attemptsLeft"
     from jsonb_to_recordset(?::jsonb) as x (id uuid, "endpointId" uuid, "userId" uuid, "eventId" uuid, type text, body text, "attemptsLeft" int)
     join webhook_endpoints e on e.id = x."endpointId"
     on conflict on constraint webhook_deliveries_event_unique do nothing`,
    [JSON.stringify(deliveries.map((one) => ({ id: newId(), ...one })))],
  );
}

/** A test message for one endpoint, with a single attempt. Returns its id. */
export async function insertPing(
  em: EntityManager,
  { id: endpointId, body }: { id: string; body: (eventId: string) => string },
): Promise<string> {
  const [id, eventId] = [newId(), newId()];
  await em.execute("insert into webhook_deliveries (id, endpoint_id, event_id, type, body, attempts_left) values (?, ?, ?, 'ping', ?, 1)", [
    id,
    endpointId,
    eventId,
    body(eventId),
  ]);
  return id;
}
