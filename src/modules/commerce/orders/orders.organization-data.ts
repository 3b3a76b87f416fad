import type { OrganizationData } from "../../contracts/organization-data.js";
import { listOfRows, statement } from "../../contracts/personal-data.js";

export const ordersOrganizationData: OrganizationData = {
  columns: { "orders.organization_id": { export: "orders", deletion: "cleared" } },
  exports: [
    listOfRows({
      name: "orders",
      description: "Orders of seats for the organization. Amounts are in minor units of the currency.",
      select: `o.id, o.status, o.currency, o.total_minor as "totalMinor", o.refunded_minor as "refundedMinor", o.created_at as "createdAt"`,
      from: "from orders o where o.organization_id = ?",
      key: "o.id",
      table: ["status", "currency", "totalMinor", "refundedMinor", "createdAt"],
    }),
  ],
  erasures: [
    statement(
      "orders of the organization",
      "update orders set organization_id = null where id = any(array(select id from orders where organization_id = ? limit 500))",
    ),
  ],
};
