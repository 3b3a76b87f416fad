import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** An account became a member of a class, by itself or by an instructor. Again after leaving it. */
export const classJoined = contract("class.joined", z.object({ classId: id, userId: id }));

export type ClassJoined = PayloadOf<typeof classJoined>;
