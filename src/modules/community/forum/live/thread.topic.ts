import * as z from "zod";
import { contract } from "../../../../kernel/contract.js";
import { id } from "../../../../kernel/schemas.js";

/** A thread or one of its replies has changed. Watchers read again; the message carries no content. */
export const threadTopic = contract("forum-thread", z.object({ threadId: id }));
