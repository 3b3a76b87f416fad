import * as z from "zod";
import { contract } from "../../../../kernel/contract.js";
import { id } from "../../../../kernel/schemas.js";

/** A hint for a group that the account has answers in was given, changed or withdrawn, or an answer has joined. Watchers read theirs again. */
export const groupHintsTopic = contract("group-hints", z.object({ hintId: id }));
