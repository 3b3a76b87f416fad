import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** Something authored is offered to an account, or such an offer has ended. The row of the offer says which. */
export const ownershipChanged = contract("ownership.changed", z.object({ offerId: id }));

export type OwnershipChanged = PayloadOf<typeof ownershipChanged>;
