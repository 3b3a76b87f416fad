import * as z from "zod";
import { contract } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** An account got a badge. Once for each badge and account. */
export const badgeAwarded = contract("badge.awarded", z.object({ userId: id, badge: z.string() }));
