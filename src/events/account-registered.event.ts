import * as z from "zod";
import { contract } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** A user registered an account. Written in the transaction that creates it; seeded accounts publish no event. */
export const accountRegistered = contract("account.registered", z.object({ userId: id }));
