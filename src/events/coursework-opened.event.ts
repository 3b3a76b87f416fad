import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** An assignment of a class has opened: its learners are told. */
export const courseworkOpened = contract("coursework.opened", z.object({ assignmentId: id }));

export type CourseworkOpened = PayloadOf<typeof courseworkOpened>;
