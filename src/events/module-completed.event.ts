import * as z from "zod";
import { contract } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** An account has completed all parts of a module of a track. Once for each module and account. */
export const moduleCompleted = contract("module.completed", z.object({ userId: id, moduleId: id }));
