import { describe, expect, it } from "@jest/globals";
import { accountingCsv, type AccountingRow } from "./accounting-file.js";

const row: AccountingRow = {
  ...{ key: "", record: "SALE", at: new Date("2026-12-01T00:00:00Z"), orderId: "o", documentId: null, title: "Pro", quantity: 2 },
  ...{ unitMinor: 999, taxRateBp: 1900, currency: "EUR", netMinor: 1679, taxMinor: 319, totalMinor: 1998 },
  ...{ provider: null, providerPaymentId: null, reason: null },
};
const cells = (change: Partial<AccountingRow>) =>
  accountingCsv([{ ...row, ...change }], false)
    .trim()
    .split(",");

describe("accountingCsv", () => {
  it("writes exact decimals with the digits of the currency, and dates in UTC", () => {
    expect(cells({})).toEqual("SALE,2026-12-01T00:00:00.000Z,o,,Pro,2,9.99,19.00,EUR,16.79,3.19,19.98,,,".split(","));
    expect(cells({ currency: "JPY" }).slice(6, 12)).toEqual(["999", "19.00", "JPY", "1679", "319", "1998"]);
    expect(cells({ currency: "KWD", totalMinor: -5, taxRateBp: 5 }).slice(7, 12)).toEqual(["0.05", "KWD", "1.679", "0.319", "-0.005"]);
  });

  it("escapes formulas in texts, and keeps negative amounts numbers", () => {
    expect(cells({ title: "=1+1", totalMinor: -1998 })).toEqual(expect.arrayContaining(["'=1+1", "-19.98"]));
    for (const title of ["+1", "-1", "@a", "\t1", "＝1"]) expect(accountingCsv([{ ...row, title }], false)).toContain(`'${title}`);
  });

  it("begins with the names of the columns, once", () => {
    expect(accountingCsv([], true)).toMatch(/^record,date,order,/);
    expect(accountingCsv([row], false)).not.toContain("record,");
  });
});
