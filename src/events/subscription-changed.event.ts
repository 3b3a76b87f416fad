import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** A subscription has reached a state that its holder is told of. */
export const subscriptionChanged = contract(
  "subscription.changed",
  z.object({
    subscriptionId: id,
    news: z.enum(["STARTED", "TRIAL_ENDING", "PAYMENT_FAILED", "SUSPENDED", "RECOVERED", "ENDED"]),
  }),
);

export type SubscriptionChanged = PayloadOf<typeof subscriptionChanged>;
