import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { count, id } from "../kernel/schemas.js";

/** The XP of an account has reached a level. Again if a rejudge takes it away and the account reaches it anew. */
export const levelReached = contract("level.reached", z.object({ userId: id, level: count }));

export type LevelReached = PayloadOf<typeof levelReached>;
