import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** An endpoint gets no webhooks any more, by its own answers. Written in the transaction that stops it. */
export const webhookStopped = contract(
  "webhook.stopped",
  z.object({
    endpointId: id,
    organizationId: id,
    /** FAILING: nothing was delivered for days. GONE: it answered 410. */
    reason: z.enum(["FAILING", "GONE"]),
  }),
);

export type WebhookStopped = PayloadOf<typeof webhookStopped>;
