import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** An invoice was paid, or more of it was given back: its customer gets a receipt. `refundedMinor` is the sum given back so far. */
export const invoiceSettled = contract(
  "invoice.settled",
  z.object({ invoiceId: id, status: z.enum(["PAID", "REFUNDED"]), refundedMinor: z.int().nonnegative() }),
);

export type InvoiceSettled = PayloadOf<typeof invoiceSettled>;
