import * as z from "zod";
import { contract } from "../../../../kernel/contract.js";
import { id } from "../../../../kernel/schemas.js";
import { openIdFlow } from "../../../../platform/security/openid.js";

/** A sign-in through a provider that was started here; sealed, and held by the client until the provider sends it back. */
export const providerFlow = contract(
  "provider-flow",
  z.object({
    provider: z.string(),
    flow: openIdFlow,
    /** For linking: the account that started the flow. */
    userId: id.nullable(),
  }),
);
