import type { SignedIn } from "../../../../access/viewer.js";
import { readConnection } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { AppError, badInput } from "../../../../kernel/errors.js";
import { globalId } from "../../../../kernel/global-id.js";
import { HOUR_MS } from "../../../../kernel/units.js";
import { rows, type Database, type EntityManager, type Transaction } from "../../../../platform/database/database.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { RateLimit, RateLimiter } from "../../../../platform/redis/rate-limit.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { readEndpoint, type EndpointRow } from "../endpoints/endpoint.rows.js";
import { expectActive } from "../endpoints/endpoints.service.js";
import { ATTEMPTS_MAX, LOOK_BACK_MS, REPLAYS_MAX } from "../webhook-limits.js";
import { wake } from "./deliver-webhooks.job.js";
import { DELIVERY_COLUMNS, FROM_DELIVERIES, NEWEST_DELIVERY_FIRST, readDelivery, type DeliveryRow } from "./delivery.rows.js";
import { insertPing } from "./record-event.js";
import type { WebhookDeliveryStatus } from "./webhook-delivery.entity.js";

export interface DeliveryFilter {
  endpointId: string;
  status?: WebhookDeliveryStatus | null;
}

export interface DeliveriesService {
  /** Newest first. NOT_FOUND for endpoints of others. */
  list(em: EntityManager, viewer: SignedIn, filter: DeliveryFilter, page: PageArgs): Promise<Connection<DeliveryRow>>;
  /** A test message, in any state of the endpoint. RATE_LIMITED. */
  ping(viewer: SignedIn, endpointId: string): Promise<DeliveryRow>;
  /** With all attempts anew, whatever its status. CONFLICT unless the endpoint is enabled. */
  replay(viewer: SignedIn, id: string): Promise<DeliveryRow>;
  /** Failed ones created since then, oldest first, at most REPLAYS_MAX. `remaining`: there are more. */
  replayFailed(viewer: SignedIn, input: { endpointId: string; since: Date }): Promise<{ count: number; remaining: boolean }>;
}

const PINGS: RateLimit = { name: "webhook-pings", most: 60, windowMs: HOUR_MS };
const REPLAYS: RateLimit = { name: "webhook-replays", most: 300, windowMs: HOUR_MS };
const ANEW = `status = 'PENDING', attempts_left = ${ATTEMPTS_MAX}, claim = claim + 1, due_at = now(), delivered_at = null`;

interface Dependencies {
  db: Database;
  jobs: Jobs;
  limiter: RateLimiter;
  log: Logger;
}

export function createDeliveriesService({ db, jobs, limiter, log }: Dependencies): DeliveriesService {
  const takeFrom = async (limit: RateLimit, organizationId: string) => {
    const refused = await limiter.take(limit, organizationId);
    if (refused) throw new AppError("RATE_LIMITED", `At most ${limit.most} an hour for an organization.`, refused);
  };
  /** Best effort: the sweeper finds what is due. */
  const wakeAfter = (tx: Transaction, endpointId: string) =>
    tx.afterCommit(() => wake(jobs, [endpointId]).catch((error: unknown) => log.warn({ err: error }, "webhooks wait for the sweeper")));

  return {
    async list(em, viewer, { endpointId, status }, page) {
      await readEndpoint(em, viewer, endpointId);
      const conditions = [
        { sql: "d.endpoint_id = ?", params: [endpointId] },
        ...(status ? [{ sql: "d.status = ?", params: [status] }] : []),
      ];
      return readConnection(em, { select: DELIVERY_COLUMNS, from: FROM_DELIVERIES, conditions }, page, NEWEST_DELIVERY_FIRST);
    },

    async ping(viewer, endpointId) {
      const { organizationId } = await readEndpoint(db.em.fork(), viewer, endpointId);
      await takeFrom(PINGS, organizationId);
      return db.transaction(async (tx) => {
        await readEndpoint(tx, viewer, endpointId, { lock: true });
        await expectActive(tx, organizationId);
        const id = await insertPing(tx, { id: endpointId, body: (eventId) => pingBody(endpointId, organizationId, eventId) });
        wakeAfter(tx, endpointId);
        return readDelivery(tx, viewer, id);
      });
    },

    async replay(viewer, id) {
      const { endpointId, organizationId } = await readDelivery(db.em.fork(), viewer, id);
      await takeFrom(REPLAYS, organizationId);
      return db.transaction(async (tx) => {
        await expectEnabled(tx, await readEndpoint(tx, viewer, endpointId, { lock: true }));
        await tx.execute(`update webhook_deliveries set ${ANEW} where id = ?`, [id]);
        wakeAfter(tx, endpointId);
        return readDelivery(tx, viewer, id);
      });
    },

    async replayFailed(viewer, { endpointId, since }) {
      if (since.getTime() < Date.now() - LOOK_BACK_MS)
        throw badInput("input.since", "This is longer ago than deliveries are kept.", "OUT_OF_RANGE");
      const { organizationId } = await readEndpoint(db.em.fork(), viewer, endpointId);
      await takeFrom(REPLAYS, organizationId);
      return db.transaction(async (tx) => {
        await expectEnabled(tx, await readEndpoint(tx, viewer, endpointId, { lock: true }));
        const failed = "endpoint_id = ? and status = 'FAILED' and type <> 'ping' and created_at >= ?";
        const replayed = await rows(
          tx,
          `update webhook_deliveries set ${ANEW} where id in (select id from webhook_deliveries where ${failed}
             order by created_at, id limit ${REPLAYS_MAX} for update) returning 1`,
          [endpointId, since],
        );
        const [{ remaining } = { remaining: false }] = await rows<{ remaining: boolean }>(
          tx,
          `select exists (select from webhook_deliveries where ${failed}) as remaining`,
          [endpointId, since],
        );
        wakeAfter(tx, endpointId);
        return { count: replayed.length, remaining };
      });
    },
  };
}

async function expectEnabled(tx: Transaction, { organizationId, state }: EndpointRow): Promise<void> {
  await expectActive(tx, organizationId);
  if (state !== "ENABLED") throw new AppError("CONFLICT", "This endpoint is not enabled. Enable it first.");
}

function pingBody(endpointId: string, organizationId: string, eventId: string): string {
  return JSON.stringify({
    ...{ id: eventId, type: "ping", version: 1, createdAt: new Date().toISOString() },
    organizationId: globalId("Organization", organizationId),
    data: { endpointId: globalId("WebhookEndpoint", endpointId) },
  });
}
