import * as z from "zod";
import { contract } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/**
 * The XP of an account has changed, or whether it is listed. Carries no points: handlers read the present ones. `topicIds`: topics whose XP has
 * changed; any may have changed if they are absent.
 */
export const xpChanged = contract("xp.changed", z.object({ userId: id, topicIds: z.array(id).optional() }));
