import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** An entitlement of an account has expired. Once for each grant; not for revoked ones. */
export const entitlementExpired = contract("entitlement.expired", z.object({ entitlementId: id, userId: id, key: z.string() }));

export type EntitlementExpired = PayloadOf<typeof entitlementExpired>;
