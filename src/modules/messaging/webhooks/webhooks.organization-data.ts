import type { OrganizationData } from "../../contracts/organization-data.js";
import { listOfRows, removal } from "../../contracts/personal-data.js";

/** Deliveries go with their endpoints. */
export const webhooksOrganizationData: OrganizationData = {
  columns: { "webhook_endpoints.organization_id": { export: "webhooks", deletion: "removed" } },
  exports: [
    listOfRows({
      name: "webhooks",
      description: "Webhook endpoints, without their secrets.",
      select: `w.id, w.url, w.description, w.events, w.state, w.delivered_at as "deliveredAt", w.created_at as "createdAt"`,
      from: "from webhook_endpoints w where w.organization_id = ?",
      key: "w.id",
    }),
    listOfRows({
      name: "webhook-deliveries",
      description: "Events that were sent to the endpoints, as long as the log keeps them.",
      select: `d.id, d.endpoint_id as "endpointId", d.type, d.status, d.attempts, d.response_status as "responseStatus", d.body,
        d.created_at as "createdAt", d.delivered_at as "deliveredAt"`,
      from: "from webhook_deliveries d join webhook_endpoints w on w.id = d.endpoint_id where w.organization_id = ?",
      key: "d.id",
    }),
  ],
  erasures: [removal("webhook_endpoints", "organization_id")],
};
