import * as z from "zod";
import { contract } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** The state of an order's payment has changed. The row has the state: events may be handled in another order. */
export const paymentChanged = contract("payment.changed", z.object({ paymentId: id, orderId: id }));
