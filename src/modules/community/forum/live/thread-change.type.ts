import { Field, ObjectType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { DAY_MS } from "../../../../kernel/units.js";
import type { ReplyRow } from "../replies/reply.rows.js";
import { ForumReplyType } from "../replies/reply.type.js";
import type { ThreadRow } from "../threads/thread.rows.js";
import { ForumThreadType } from "../threads/thread.type.js";
import type { ThreadChange } from "./thread.stream.js";

const CURSOR = "forum-thread:";
/** No cursor is older. */
const EARLIEST = Date.UTC(2026, 0);

/** Opaque to clients. */
export const resumeCursor = (at: Date): string => Buffer.from(CURSOR + at.toISOString()).toString("base64url");

/** Null for a text that is no cursor. */
export function resumePoint(cursor: string): Date | null {
  const text = Buffer.from(cursor, "base64url").toString();
  const at = new Date(text.startsWith(CURSOR) ? text.slice(CURSOR.length) : Number.NaN);
  return at.getTime() >= EARLIEST && at.getTime() <= Date.now() + DAY_MS ? at : null;
}

@ObjectType("ForumThreadEvent", { simpleResolvers: true, description: "A change of a thread or of one of its replies." })
export class ForumThreadEventType {
  @Field(() => ForumThreadType, { description: "The thread as it is now." })
  thread!: ThreadRow;

  @Field(() => ForumReplyType, {
    nullable: true,
    description: "The reply that was added or has changed: text, votes, state or acceptance. Null if only the thread has changed.",
  })
  reply!: ReplyRow | null;

  @Field(() => idOf("ForumReply"), { nullable: true, description: "ID of a reply that you no longer see: remove it." })
  hiddenReplyId!: string | null;

  @Derived(({ resumeAfter }: ThreadChange) => resumeCursor(resumeAfter))
  @Field(() => String, { description: "For `after` of `threadUpdated`, when you subscribe again after a disconnect. Opaque." })
  cursor?: string;

  @Field(() => Boolean, { description: "True if more has changed than is delivered: read the thread again." })
  missedChanges!: boolean;
}
