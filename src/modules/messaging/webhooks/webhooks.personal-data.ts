import { listOfRows, removal, type PersonalData } from "../../contracts/personal-data.js";

/** Endpoints belong to organizations; the audit log says who changed them. */
export const webhooksPersonalData: PersonalData = {
  columns: { "webhook_deliveries.user_id": { export: "webhook-deliveries", deletion: "removed" } },
  exports: [
    listOfRows({
      name: "webhook-deliveries",
      description: "Events about you that were sent to systems of organizations that you are or were a member of.",
      select: `d.id, o.id as "organizationId", o.name as organization, d.type, d.body::json as event, d.status, d.created_at as "createdAt",
        d.delivered_at as "deliveredAt"`,
      from: `from webhook_deliveries d join webhook_endpoints e on e.id = d.endpoint_id join organizations o on o.id = e.organization_id
        where d.user_id = ?`,
      key: "d.id",
    }),
  ],
  erasures: [removal("webhook_deliveries")],
};
