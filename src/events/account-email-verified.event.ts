import * as z from "zod";
import { contract } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** An account has confirmed that its present e-mail address is its own. Written in the transaction that confirms it. */
export const accountEmailVerified = contract("account.email-verified", z.object({ userId: id }));
