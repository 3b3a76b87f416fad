import * as z from "zod";
import { contract } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** A topic was added, changed or moved. */
export const topicChanged = contract("topic.changed", z.object({ topicId: id }));
