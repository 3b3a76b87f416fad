import type { OrganizationData } from "../../contracts/organization-data.js";
import { listOfRows, statement } from "../../contracts/personal-data.js";

/** As for accounts: the customer is deleted at Stripe by a worker, which ends subscriptions at once. Tax law demands that invoices stay. */
export const billingOrganizationData: OrganizationData = {
  columns: {
    "billing_customers.organization_id": { export: "subscriptions", deletion: "cleared" },
    "subscriptions.organization_id": { export: "subscriptions", deletion: "cleared" },
    "invoices.organization_id": { export: "invoices", deletion: "cleared" },
  },
  exports: [
    listOfRows({
      name: "subscriptions",
      description: "Subscriptions to plans. Amounts are in minor units of the currency, such as cents.",
      select: `s.id, s.state, s.quantity, s.currency, s.unit_minor as "unitMinor", s.billing_interval as "interval",
        s.started_at as "startedAt", s.period_end as "periodEnd", s.ended_at as "endedAt",
        (select p.title from products p where p.id = s.product_id) as plan`,
      from: "from subscriptions s where s.organization_id = ?",
      key: "s.id",
    }),
    listOfRows({
      name: "invoices",
      description: "Invoices. Amounts are in minor units of the currency.",
      select: `i.id, i.number, i.state, i.currency, i.subtotal_minor as "subtotalMinor", i.discount_minor as "discountMinor",
        i.tax_minor as "taxMinor", i.total_minor as "totalMinor", i.paid_minor as "paidMinor", i.refunded_minor as "refundedMinor", i.lines,
        i.hosted_url as "hostedUrl", i.issued_at as "issuedAt", i.paid_at as "paidAt"`,
      from: "from invoices i where i.organization_id = ?",
      key: "i.id",
      table: ["number", "state", "currency", "totalMinor", "paidMinor", "refundedMinor", "issuedAt", "paidAt"],
    }),
  ],
  erasures: [
    statement(
      "customer at the payment provider",
      `update billing_customers set organization_id = null, tax_ids = '[]', deletion_due_at = case when deleted_at is null then now() end
       where organization_id = ?`,
    ),
    statement(
      "subscriptions of the organization",
      "update subscriptions set organization_id = null where id = any(array(select id from subscriptions where organization_id = ? limit 500))",
    ),
    statement(
      "invoices of the organization",
      `update invoices set organization_id = null, hosted_url = null, pdf_url = null
       where id = any(array(select id from invoices where organization_id = ? limit 500))`,
    ),
  ],
};
