import * as z from "zod";
import { contract } from "../../../../kernel/contract.js";
import { id } from "../../../../kernel/schemas.js";

/** Comments on work for an assignment have changed. Watchers read theirs again. */
export const lineCommentsTopic = contract("line-comments", z.object({ assignmentId: id }));
