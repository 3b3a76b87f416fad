import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id, isoTime } from "../kernel/schemas.js";

/** A class is archived at this time, as its term ends: its instructors are told. */
export const classEnding = contract("class.ending", z.object({ classId: id, archivesAt: isoTime }));

export type ClassEnding = PayloadOf<typeof classEnding>;
