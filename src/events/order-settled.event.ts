import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** An order was completed, or what was paid for it was given back: its customer gets a mail. Once for each. */
export const orderSettled = contract("order.settled", z.object({ orderId: id, status: z.enum(["COMPLETED", "REFUNDED"]) }));

export type OrderSettled = PayloadOf<typeof orderSettled>;
