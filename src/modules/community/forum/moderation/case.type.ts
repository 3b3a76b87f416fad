import { IsOptional, MaxLength } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { NOTE_MAX } from "../forum-limits.js";
import type { ThreadRow } from "../threads/thread.rows.js";
import { ForumThreadType } from "../threads/thread.type.js";
import { CASE_DECISIONS, REPORT_REASONS, type CaseDecision, type ReportReason } from "./case.entity.js";
import type { CaseRow, ReportRow } from "./case.rows.js";
import { SPAM_SIGNALS, type SpamSignal } from "./spam-signals.js";

const ForumReportReasonEnum = enumOf(REPORT_REASONS);
registerEnumType(ForumReportReasonEnum, {
  name: "ForumReportReason",
  description: "Why someone reports a thread or a reply.",
  valuesConfig: {
    SPAM: { description: "Advertising, or the same text again and again." },
    ABUSE: { description: "Insults, threats or hatred." },
    SPOILER: { description: "Gives a problem away where it should not." },
    OFF_TOPIC: { description: "Belongs elsewhere." },
    PLAGIARISM: { description: "Someone else's work without their name." },
    OTHER: { description: "Something else: see the note." },
  },
});

const ForumDecisionEnum = enumOf(CASE_DECISIONS);
registerEnumType(ForumDecisionEnum, {
  name: "ForumDecision",
  description: "What a moderator decides about a thread or a reply.",
  valuesConfig: {
    KEEP: { description: "Everyone who may see its place sees it." },
    REMOVE: { description: "Removed; its author gets a notification with the note." },
    SHADOW: { description: "Only its author and moderators see it; its author is not told. In the audit log." },
  },
});

const ForumSignalEnum = enumOf(SPAM_SIGNALS);
registerEnumType(ForumSignalEnum, {
  name: "ForumSignal",
  description: "What a program found in a text. More may be added.",
  valuesConfig: {
    LINK_OF_NEW_ACCOUNT: { description: "The first post of a new account has a link to another site." },
    MANY_LINKS: { description: "A new account links to other sites three times or more." },
    SHOUTING: { description: "A new account writes mostly in capitals." },
    HIDDEN_CHARACTERS: { description: "The text of a new account has invisible characters." },
    REPEATED_TEXT: { description: "The account has posted the same text within a day." },
  },
});

@ObjectType("ForumReport", { simpleResolvers: true, description: "What an account says about a thread or a reply. For moderators." })
export class ForumReportType implements Pick<ReportRow, "reason" | "note" | "createdAt"> {
  @Field(() => ForumReportReasonEnum, { description: "Why." })
  reason!: ReportReason;

  @Field(() => String, { description: "Plain text; may be empty." })
  note!: string;

  @Field(() => GraphQLDateTime, { description: "When it was reported." })
  createdAt!: Date;
}

@ObjectType("ForumCase", {
  implements: Node,
  simpleResolvers: true,
  description: "A thread or a reply that a moderator should look at, or has. Visible to those who moderate it.",
})
export class ForumCaseType implements Pick<CaseRow, "id" | "signals" | "decision" | "note" | "decidedAt" | "createdAt"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => [ForumSignalEnum], { description: "What a program found; empty if it was only reported." })
  signals!: SpamSignal[];

  @Field(() => ForumDecisionEnum, { nullable: true, description: "The decision; null while it is open." })
  decision!: CaseDecision | null;

  @Field(() => String, { description: "Note of the moderator; may be empty." })
  note!: string;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was decided; null while it is open." })
  decidedAt!: Date | null;

  @Field(() => GraphQLDateTime, { description: "When it was opened." })
  createdAt!: Date;
}

export const ForumCaseConnection = connectionOf("ForumCase", () => ForumCaseType);

@InputType({ description: "A report." })
export class ReportForumPostInput {
  @Field(() => idOf("Node"), { description: "ID of a thread or a reply." })
  id!: string;

  @Field(() => ForumReportReasonEnum, { description: "Why." })
  reason!: ReportReason;

  @Field(() => String, { nullable: true, description: `For the moderators, plain text, at most ${NOTE_MAX} characters.` })
  @IsOptional()
  @MaxLength(NOTE_MAX)
  note?: string | null;
}

@InputType({ description: "A decision about a thread or a reply." })
export class ModerateForumPostInput {
  @Field(() => idOf("Node"), { description: "ID of a thread, for its opening post, or of a reply." })
  id!: string;

  @Field(() => ForumDecisionEnum, { description: "The decision." })
  decision!: CaseDecision;

  @Field(() => String, {
    nullable: true,
    description: `For the author and other moderators, plain text, at most ${NOTE_MAX} characters.`,
  })
  @IsOptional()
  @MaxLength(NOTE_MAX)
  note?: string | null;
}

@InputType({ description: "Changes of a moderator to a thread. What is null or omitted stays unchanged." })
export class ModerateForumThreadInput {
  @Field(() => idOf("ForumThread"), { description: "The thread." })
  id!: string;

  @Field(() => Boolean, { nullable: true, description: "Whether only moderators may reply." })
  locked?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "Whether it is shown above others." })
  pinned?: boolean | null;

  @Field(() => idOf("ForumCategory"), { nullable: true, description: "Moves it to this category." })
  categoryId?: string | null;
}

@ObjectType({ description: "Result of reportForumPost." })
export class ReportForumPostPayload {
  @Field(() => Boolean, { description: "Always true: a moderator will look at it." })
  reported!: boolean;
}

@ObjectType({ description: "Result of moderateForumPost." })
export class ModerateForumPostPayload {
  @Field(() => ForumCaseType, { description: "The decided case." })
  case!: CaseRow;
}

@ObjectType({ description: "Result of moderateForumThread." })
export class ModerateForumThreadPayload {
  @Field(() => ForumThreadType, { description: "The thread after the change." })
  thread!: ThreadRow;
}
