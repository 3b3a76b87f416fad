import { listOfRows, statement, type PersonalData } from "../../contracts/personal-data.js";

export const ordersPersonalData: PersonalData = {
  columns: {
    "orders.user_id": { export: "orders", deletion: "cleared" },
  },
  exports: [
    listOfRows({
      name: "orders",
      description: "Your orders with their lines and history. Amounts are in minor units of the currency, such as cents.",
      select: `o.id, o.status, o.reason, o.currency, o.net_minor as "netMinor", o.tax_minor as "taxMinor", o.total_minor as "totalMinor",
        (select d.code from discount_codes d where d.id = o.discount_code_id) as "discountCode", o.discount_minor as "discountMinor",
        o.created_at as "createdAt", o.finished_at as "finishedAt",
        (select json_agg(json_build_object('title', l.title, 'quantity', l.quantity, 'unitMinor', l.unit_minor, 'netMinor', l.net_minor,
          'taxMinor', l.tax_minor, 'taxRateBp', l.tax_rate_bp) order by l.place) from order_lines l where l.order_id = o.id) as lines,
        (select json_agg(json_build_object('status', e.status, 'detail', e.detail, 'at', e.at) order by e.id)
          from order_events e where e.order_id = o.id) as history,
        (select coalesce(json_agg(json_build_object('state', r.state, 'amountMinor', r.amount_minor, 'reason', r.reason,
          'createdAt', r.created_at) order by r.id), '[]') from order_refunds r where r.order_id = o.id) as refunds`,
      from: "from orders o where o.user_id = ?",
      key: "o.id",
    }),
  ],
  // Kept for accounting, as tax law demands for years, but without the account: nothing left in it names a person.
  erasures: [
    statement(
      "orders of the account",
      `update orders set user_id = null, idempotency_key = id::text, revision = revision + 1
       where id = any(array(select id from orders where user_id = ? limit 500))`,
    ),
  ],
};
