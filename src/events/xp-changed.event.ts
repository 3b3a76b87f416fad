import * as z from "zod";
import { contract } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** The XP of an account has changed, or whether it is listed. Carries no points: handlers read the present ones. */
export const xpChanged = contract("xp.changed", z.object({ userId: id }));
