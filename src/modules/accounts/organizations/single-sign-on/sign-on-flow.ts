import * as z from "zod";
import { contract } from "../../../../kernel/contract.js";
import { id } from "../../../../kernel/schemas.js";
import { openIdFlow } from "../../../../platform/security/openid.js";

/** A single sign-on that was started here; sealed, and held by the client until the provider sends the browser back. */
export const signOnFlow = contract(
  "single-sign-on-flow",
  z.object({ organizationId: id, issuer: z.string(), clientId: z.string(), flow: openIdFlow }),
);
