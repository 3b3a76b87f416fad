import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** A guest is no longer needed: `privacy` deletes the account with its data. Written in the transaction that let go of it. */
export const guestRetired = contract("guest.retired", z.object({ userId: id }));

export type GuestRetired = PayloadOf<typeof guestRetired>;
