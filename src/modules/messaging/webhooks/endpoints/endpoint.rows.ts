import { organizationRoleOf } from "../../../../access/policy.js";
import { mayManageWebhooks } from "../webhooks.policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { AppError, notFound } from "../../../../kernel/errors.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import type { WebhookState } from "./webhook-endpoint.entity.js";

/** Without its secrets. */
export interface EndpointRow {
  id: string;
  organizationId: string;
  url: string;
  description: string;
  events: string[];
  state: WebhookState;
  oldSignatureUntil: Date | null;
  failingSince: Date | null;
  lastDeliveredAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

export const ENDPOINT_COLUMNS = `e.id, e.organization_id as "organizationId", e.url, e.description, e.events, e.state,
  case when e.previous_until > now() then e.previous_until end as "oldSignatureUntil", e.failing_since as "failingSince",
  e.delivered_at as "lastDeliveredAt", e.created_at as "createdAt", e.updated_at as "updatedAt"`;

/** NOT_FOUND for organizations of others, FORBIDDEN for members who do not run it. */
export function expectToManage(viewer: SignedIn, organizationId: string): void {
  if (mayManageWebhooks(viewer, organizationId)) return;
  if (organizationRoleOf(viewer, organizationId) === null) throw notFound("organization");
  throw new AppError("FORBIDDEN", "Only owners and managers of the organization may do this, and not with an API token.");
}

/** NOT_FOUND also for those of organizations that the viewer does not run. `lock` serializes changes of it. */
export async function readEndpoint(em: EntityManager, viewer: SignedIn, id: string, { lock = false } = {}): Promise<EndpointRow> {
  const sql = `select ${ENDPOINT_COLUMNS} from webhook_endpoints e where e.id = ?${lock ? " for no key update" : ""}`;
  const [row] = await rows<EndpointRow>(em, sql, [id]);
  if (!row || !mayManageWebhooks(viewer, row.organizationId)) throw notFound("webhook endpoint");
  return row;
}

export async function endpointsByIds(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<EndpointRow[]> {
  const found = await rows<EndpointRow>(em, `select ${ENDPOINT_COLUMNS} from webhook_endpoints e where e.id in (?)`, [ids]);
  return found.filter(({ organizationId }) => mayManageWebhooks(viewer, organizationId));
}
