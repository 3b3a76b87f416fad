import * as z from "zod";
import { contract } from "../../../../kernel/contract.js";
import { id } from "../../../../kernel/schemas.js";

/** A sign-in that still needs its second factor; sealed, and held by the client. */
export const loginChallenge = contract(
  "sign-in",
  z.object({
    userId: id,
    method: z.string(),
    /** The organization whose single sign-on was the first factor. */
    organizationId: id.nullable().default(null),
    /** Fingerprint of the password hash: a password change invalidates the challenge. */
    password: z.string(),
  }),
);
