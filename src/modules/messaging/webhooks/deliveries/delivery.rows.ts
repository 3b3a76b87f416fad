import { mayManageWebhooks } from "../webhooks.policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { newestFirst } from "../../../../graphql/keyset-list.js";
import { notFound } from "../../../../kernel/errors.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import type { WebhookDeliveryFault, WebhookDeliveryStatus } from "./webhook-delivery.entity.js";

export interface DeliveryRow {
  id: string;
  endpointId: string;
  organizationId: string;
  eventId: string;
  type: string;
  body: string;
  status: WebhookDeliveryStatus;
  attempts: number;
  nextAttemptAt: Date | null;
  lastAttemptAt: Date | null;
  responseStatus: number | null;
  fault: WebhookDeliveryFault | null;
  durationMs: number | null;
  answer: string;
  createdAt: Date;
  deliveredAt: Date | null;
}

export const DELIVERY_COLUMNS = `d.id, d.endpoint_id as "endpointId", e.organization_id as "organizationId", d.event_id as "eventId", d.type, d.body,
  d.status, d.attempts, case when d.status = 'PENDING' then d.due_at end as "nextAttemptAt", d.attempted_at as "lastAttemptAt",
  d.response_status as "responseStatus", d.fault, d.duration_ms as "durationMs", d.answer, d.created_at as "createdAt",
  d.delivered_at as "deliveredAt"`;
export const FROM_DELIVERIES = "from webhook_deliveries d join webhook_endpoints e on e.id = d.endpoint_id";
export const NEWEST_DELIVERY_FIRST = newestFirst<DeliveryRow>("d.id");

/** Those of organizations that the viewer runs. */
export async function deliveriesByIds(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<DeliveryRow[]> {
  const found = await rows<DeliveryRow>(em, `select ${DELIVERY_COLUMNS} ${FROM_DELIVERIES} where d.id in (?)`, [ids]);
  return found.filter(({ organizationId }) => mayManageWebhooks(viewer, organizationId));
}

export async function readDelivery(em: EntityManager, viewer: SignedIn, id: string): Promise<DeliveryRow> {
  const [row] = await deliveriesByIds(em, viewer, [id]);
  if (!row) throw notFound("webhook delivery");
  return row;
}
