import * as z from "zod";
import { contract } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** An account joined or left a class, or has another role in it. Handlers read the present state. */
export const classMemberChanged = contract("class.member-changed", z.object({ classId: id, userId: id }));
