import { Readable } from "node:stream";
import * as z from "zod";
import { id } from "../../../../kernel/schemas.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import { defineJob } from "../../../../platform/jobs/job.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { JobWorker } from "../../../../platform/jobs/workers.js";
import { chunksOf, openNameless } from "../../../../platform/storage/nameless-file.js";
import { asDownload, type ObjectStorage } from "../../../../platform/storage/object-storage.js";
import { accountingCsv, type AccountingRow } from "./accounting-file.js";

export const exportOrders = defineJob({
  name: "export-orders",
  description: "Writes orders, payments and refunds of a period for `exportOrders`, while its caller waits.",
  payload: z.object({ from: z.iso.datetime(), until: z.iso.datetime(), currency: z.string().nullable(), exportId: id }),
  result: z.object({ sizeBytes: z.number(), rows: z.number() }),
});

/** Key prefix of the files. */
export const ACCOUNTING_EXPORTS = "accounting-exports/";

const PAGE = 1000;
const IN_PERIOD = (column: string) => `${column} >= ?::timestamptz and ${column} < ?::timestamptz and (?::text is null or o.currency = ?)`;
const KEY = (time: string, kind: string, id: string) =>
  `to_char(${time} at time zone 'UTC', 'YYYYMMDDHH24MISSMS') || '-' || o.id || '-${kind}-' || ${id}`;

/**
 * Sales by line at the time of the payment (of the fulfilment, if nothing was to pay), payments, and refunds by line, negative. Only money
 * that moved, and orders that cost nothing and were fulfilled. In the order of their time.
 */
const SQL = `select * from (
  select ${KEY("coalesce(y.paid_at, o.finished_at)", "1", "lpad(l.place::text, 4, '0')")} as key, 'SALE' as record,
    coalesce(y.paid_at, o.finished_at) as at, o.id as "orderId", null::uuid as "documentId", l.title, l.quantity, l.unit_minor as "unitMinor",
    l.tax_rate_bp as "taxRateBp", o.currency, l.net_minor as "netMinor", l.tax_minor as "taxMinor", l.net_minor + l.tax_minor as "totalMinor",
    null as provider, null as "providerPaymentId", null as reason
  from orders o join order_lines l on l.order_id = o.id left join payments y on y.order_id = o.id
  where (y.paid_at is not null or (o.total_minor = 0 and o.status = 'COMPLETED')) and ${IN_PERIOD("coalesce(y.paid_at, o.finished_at)")}
  union all
  select ${KEY("y.paid_at", "2", "y.id")}, 'PAYMENT', y.paid_at, o.id, y.id, null, null, null, null, o.currency, null, null, y.amount_minor,
    y.provider, y.provider_payment_id, null
  from payments y join orders o on o.id = y.order_id where y.paid_at is not null and ${IN_PERIOD("y.paid_at")}
  union all
  select ${KEY("r.finished_at", "3", "r.id || '-' || lpad(l.place::text, 4, '0')")}, 'REFUND', r.finished_at, o.id, r.id, l.title,
    case when rl.takes_back then l.quantity end, null, l.tax_rate_bp, o.currency, -rl.net_minor, -rl.tax_minor, -rl.net_minor - rl.tax_minor,
    y.provider, y.provider_payment_id, r.reason
  from order_refunds r join orders o on o.id = r.order_id join order_refund_lines rl on rl.refund_id = r.id
    join order_lines l on l.id = rl.line_id left join payments y on y.order_id = o.id
  where r.state = 'DONE' and ${IN_PERIOD("r.finished_at")}
) entry where key collate "C" > ? order by key collate "C" limit ${PAGE}`;

interface Dependencies {
  db: Database;
  jobs: Jobs;
  storage: ObjectStorage;
}

/** Holds neither a connection nor more than a page of rows in between. Pages sort by bytes, so that every database has the same order. */
export function startOrderExportWorker({ db, jobs, storage }: Dependencies): JobWorker {
  return jobs.process(exportOrders, { concurrency: 1, lockMs: 60_000 }, async ({ from, until, currency, exportId }) => {
    const file = await openNameless();
    try {
      const period = [from, until, currency, currency];
      let [after, written] = ["", 0];
      for (let isFirst = true; ; isFirst = false) {
        const page = await rows<AccountingRow>(db.em.fork(), SQL, [...period, ...period, ...period, after]);
        await file.appendFile(accountingCsv(page, isFirst));
        written += page.length;
        if (page.length < PAGE) break;
        after = page.at(-1)!.key;
      }
      const { size } = await file.stat();
      await storage.putStream(ACCOUNTING_EXPORTS + exportId, {
        content: Readable.from(chunksOf(file), { objectMode: false }),
        sizeBytes: size,
        contentType: "text/csv; charset=utf-8",
        contentDisposition: asDownload("orders.csv"),
      });
      return { sizeBytes: size, rows: written };
    } finally {
      await file.close();
    }
  });
}
