import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { count, day, id } from "../kernel/schemas.js";

/** The streak of an account has reached a number of days that is worth a mention. `day`: its last practised date. */
export const streakReached = contract("streak.reached", z.object({ userId: id, days: count, day }));

export type StreakReached = PayloadOf<typeof streakReached>;
