import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** An account got a badge. Once for each badge and account. `title` is in English. */
export const badgeAwarded = contract("badge.awarded", z.object({ userId: id, badge: z.string(), title: z.string() }));

export type BadgeAwarded = PayloadOf<typeof badgeAwarded>;
