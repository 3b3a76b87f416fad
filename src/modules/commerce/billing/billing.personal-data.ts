import { listOfRows, statement, type PersonalData } from "../../contracts/personal-data.js";

/**
 * A deleted account: its customer is deleted at Stripe by a worker, which ends its subscriptions at once and removes name, address and
 * cards there. Invoices are kept, as tax law demands for years: here without the account and without links to Stripe's pages.
 */
export const billingPersonalData: PersonalData = {
  columns: {
    "billing_customers.user_id": { export: "billing", deletion: "cleared" },
    "subscriptions.user_id": { export: "subscriptions", deletion: "cleared" },
    "invoices.user_id": { export: "invoices", deletion: "cleared" },
  },
  exports: [
    listOfRows({
      name: "billing",
      description: "You as a customer of our payment provider Stripe, which has your payment methods and addresses.",
      select: `c.id, c.stripe_id as "stripeId", c.tax_ids as "taxIds", c.created_at as "createdAt"`,
      from: "from billing_customers c where c.user_id = ?",
      key: "c.id",
    }),
    listOfRows({
      name: "subscriptions",
      description: "Your subscriptions to plans. Amounts are in minor units of the currency, such as cents.",
      select: `s.id, s.state, s.quantity, s.currency, s.unit_minor as "unitMinor", s.billing_interval as "interval", s.discounts,
        s.started_at as "startedAt", s.period_end as "periodEnd", s.cancel_at as "cancelAt", s.ended_at as "endedAt",
        (select p.title from products p where p.id = s.product_id) as plan`,
      from: "from subscriptions s where s.user_id = ?",
      key: "s.id",
    }),
    listOfRows({
      name: "invoices",
      description: "Your invoices with their payments and refunds. Amounts are in minor units of the currency.",
      select: `i.id, i.number, i.state, i.currency, i.subtotal_minor as "subtotalMinor", i.discount_minor as "discountMinor",
        i.tax_minor as "taxMinor", i.total_minor as "totalMinor", i.paid_minor as "paidMinor", i.refunded_minor as "refundedMinor", i.lines,
        i.hosted_url as "hostedUrl", i.issued_at as "issuedAt", i.paid_at as "paidAt",
        (select json_agg(json_build_object('kind', t.kind, 'state', t.state, 'amountMinor', t.amount_minor, 'at', t.at) order by t.id)
          from invoice_transactions t where t.invoice_id = i.id) as transactions`,
      from: "from invoices i where i.user_id = ?",
      key: "i.id",
    }),
  ],
  erasures: [
    statement(
      "customer at the payment provider",
      `update billing_customers set user_id = null, tax_ids = '[]', deletion_due_at = case when deleted_at is null then now() end
       where user_id = ?`,
    ),
    statement(
      "subscriptions of the account",
      "update subscriptions set user_id = null where id = any(array(select id from subscriptions where user_id = ? limit 500))",
    ),
    statement(
      "invoices of the account",
      `update invoices set user_id = null, hosted_url = null, pdf_url = null
       where id = any(array(select id from invoices where user_id = ? limit 500))`,
    ),
  ],
};
