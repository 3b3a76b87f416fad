// Invariants of orders, money and stock after the accidents. Each check returns the violations.

const ORDERS = `
  select o.id, o.status, o.total_minor as total, y.state as payment, d.state as provider, d.amount_minor as amount,
    (select count(*)::int from development_payments p where p.key = y.id::text) as payments,
    (select count(*)::int from entitlements e join order_lines l on l.id = e.reference where l.order_id = o.id and e.revoked_at is null) as grants,
    (select count(*)::int from order_events e where e.order_id = o.id and e.status = o.status) as ends
  from orders o left join payments y on y.order_id = o.id left join development_payments d on d.id::text = y.provider_payment_id`;

/** State of the money in each final status; undefined: nothing was requested. */
const MONEY = {
  COMPLETED: ["SUCCEEDED"],
  DECLINED: ["FAILED"],
  CANCELLED: ["CANCELLED", undefined],
};

/** Every acknowledged order, and no other, ended as its customer wanted; money and goods agree with it. */
export async function checkOrders(query, placed) {
  const faults = [];
  const found = new Map((await query(ORDERS)).map((row) => [row.id, row]));
  for (const { id, expected, told } of placed) {
    const row = found.get(id);
    found.delete(id);
    if (!row) {
      faults.push(`order ${id} was acknowledged but is lost`);
      continue;
    }
    if (row.status !== expected || row.ends !== 1)
      faults.push(`order ${id} ended ${row.ends} times as ${row.status} and should be ${expected}`);
    if (told?.length !== 1 || told[0] !== expected)
      faults.push(`the watcher of order ${id} received ${told?.join(", ") || "nothing"} instead of ${expected} exactly once`);
    const [payment, provider] = [row.payment ?? undefined, row.provider ?? undefined];
    if (!MONEY[row.status]?.includes(payment) || (provider !== undefined && provider !== payment) || row.payments > 1)
      faults.push(`order ${id} is ${row.status}, its payment ${payment} is ${provider} at the provider, ${row.payments} times`);
    if (provider !== undefined && row.amount !== row.total) faults.push(`order ${id} costs ${row.total} and was paid with ${row.amount}`);
    if (row.grants !== (row.status === "COMPLETED" ? 1 : 0)) faults.push(`order ${id} is ${row.status} and gave ${row.grants} grants`);
  }
  for (const id of found.keys()) faults.push(`order ${id} exists twice, or was never acknowledged`);
  return faults;
}

const STOCK = `
  select p.slug, p.stock, p.reserved, p.sold,
    (select coalesce(sum(l.quantity), 0)::int from order_lines l join orders o on o.id = l.order_id
     where l.product_id = p.id and o.status = 'COMPLETED') as "soldRows"
  from products p where p.stock is not null`;

/** Nothing is reserved any more, and each piece was sold once. */
export async function checkStock(query) {
  return (await query(STOCK))
    .filter(({ stock, reserved, sold, soldRows }) => reserved !== 0 || sold !== soldRows || sold > stock)
    .map((row) => `the stock of product ${row.slug} is not that of its orders: ${JSON.stringify(row)}`);
}
