import * as z from "zod";
import { contract } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** A problem that is, or was until now, in the catalog has changed. */
export const catalogChanged = contract("catalog.changed", z.object({ problemId: id }));
