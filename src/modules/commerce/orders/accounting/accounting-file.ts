import { stringify } from "csv-stringify/sync";
import { decimalOf } from "../../../../kernel/money.js";

/** One line of the file. Amounts are minor units. */
export interface AccountingRow {
  /** Sorts the rows, and is where the next page goes on: time, id of the order, kind and place of the line. */
  key: string;
  record: "SALE" | "PAYMENT" | "REFUND";
  at: Date;
  orderId: string;
  /** Of the payment, or of the refund. */
  documentId: string | null;
  title: string | null;
  quantity: number | null;
  unitMinor: number | null;
  taxRateBp: number | null;
  currency: string;
  netMinor: number | null;
  taxMinor: number | null;
  totalMinor: number;
  provider: string | null;
  providerPaymentId: string | null;
  reason: string | null;
}

const COLUMNS = [
  ...["record", "date", "order", "document", "product", "quantity", "unitPrice", "taxRatePercent", "currency", "net", "tax", "total"],
  ...["provider", "providerPayment", "reason"],
];

/** RFC 4180. What a spreadsheet would take for a formula is escaped; amounts are numbers, and none begins with anything but a digit or a minus. */
export function accountingCsv(page: readonly AccountingRow[], isFirst: boolean): string {
  const lines = page.map((row) => {
    const money = (amountMinor: number | null) => (amountMinor === null ? "" : decimalOf({ amountMinor, currency: row.currency }));
    return [
      ...[row.record, row.at.toISOString(), row.orderId, row.documentId ?? "", safe(row.title), row.quantity ?? "", money(row.unitMinor)],
      ...[row.taxRateBp === null ? "" : percentOf(row.taxRateBp), row.currency, money(row.netMinor), money(row.taxMinor)],
      ...[money(row.totalMinor), safe(row.provider), safe(row.providerPaymentId), safe(row.reason)],
    ];
  });
  return stringify(lines, { header: isFirst, columns: COLUMNS, record_delimiter: "\r\n" });
}

/** OWASP, "CSV injection": an apostrophe before =, +, -, @, tab and carriage return, also in their full-width forms. Only for text of people. */
function safe(text: string | null): string {
  return text === null ? "" : /^[=+\-@\t\r＝＋－＠]/u.test(text) ? `'${text}` : text;
}

/** Basis points as an exact decimal: 1900 is "19.00". */
function percentOf(rateBp: number): string {
  const digits = rateBp.toString().padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
