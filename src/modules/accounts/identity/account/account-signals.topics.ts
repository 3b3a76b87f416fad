import * as z from "zod";
import { contract, type PayloadOf } from "../../../../kernel/contract.js";
import { id } from "../../../../kernel/schemas.js";

/** Published when sessions or API tokens of an account end, or when the account changes: its sockets close. */
export const accountSignals = contract(
  "account-signals",
  z.object({
    userId: id,
    /** Affected sessions and API tokens; null for all of the account. */
    credentialIds: z.array(id).nullable(),
  }),
);

export type AccountSignal = PayloadOf<typeof accountSignals>;

/** The topic's only key; all API processes subscribe to it. */
export const ALL = "all";
