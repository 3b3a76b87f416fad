import * as z from "zod";
import { contract } from "../../../../kernel/contract.js";
import { id } from "../../../../kernel/schemas.js";

/** The one channel of the topic: a subscriber would need a channel for each of up to a thousand accounts that it follows. */
export const EVERYONE = "all";

/** An account has a new entry, or follows other accounts than before. Watchers read again; the message carries no content. */
export const activityTopic = contract("activity", z.object({ userId: id, change: z.enum(["ENTRY", "FOLLOWS"]) }));
