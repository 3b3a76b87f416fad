import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** A part of what was paid for an order was given back: its customer gets a mail. */
export const orderPartRefunded = contract("order.part-refunded", z.object({ orderId: id, refundId: id }));

export type OrderPartRefunded = PayloadOf<typeof orderPartRefunded>;
