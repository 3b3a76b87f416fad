import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** Grades of an assignment of a class are released. */
export const courseworkReleased = contract("coursework.released", z.object({ assignmentId: id }));

export type CourseworkReleased = PayloadOf<typeof courseworkReleased>;
