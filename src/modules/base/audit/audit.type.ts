import { IsOptional, Matches, MaxLength } from "class-validator";
import { GraphQLDateTime, GraphQLJSONObject } from "graphql-scalars";
import { Field, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../graphql/enum-of.js";
import { Node } from "../../../graphql/node.js";
import { connectionOf } from "../../../graphql/pagination.js";
import { idOf } from "../../../graphql/global-ids.js";
import { SECURITY_ACTORS, type AuditRow, type SecurityActor, type SecurityLogRow } from "./audit-log.js";

@ObjectType("AuditLogEntry", {
  implements: Node,
  description: "One act that concerns security or was an admin's. Entries are never changed. For admins.",
})
export class AuditLogEntryType implements Omit<AuditRow, "actorId" | "impersonatorId" | "subjectId"> {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => String, {
    description: "What was done, as `noun.verb`, such as `user.suspended`. More will come: show those you don't know as they are.",
  })
  action!: string;

  @Field(() => String, { description: "What it was done to, such as `user`, `session` or `problem`." })
  subjectType!: string;

  @Field(() => String, { nullable: true, description: "Network address it came from; null for what no client asked for." })
  address!: string | null;

  @Field(() => GraphQLJSONObject, { description: "What the action alone does not tell, such as a reason, or a role before and after." })
  details!: Record<string, unknown>;

  @Field(() => GraphQLDateTime, { description: "When it happened." })
  createdAt!: Date;
}

export const AuditLogEntryConnection = connectionOf("AuditLogEntry", () => AuditLogEntryType);

@InputType({ description: "Which entries to list: those that fit everything that is given." })
export class AuditLogFilter {
  @Field(() => idOf("User"), { nullable: true, description: "Done by this account, or in its name." })
  @IsOptional()
  actorId?: string | null;

  @Field(() => idOf("User"), { nullable: true, description: "Done by this admin in the name of others." })
  @IsOptional()
  impersonatorId?: string | null;

  @Field(() => idOf("Node"), { nullable: true, description: "Done to this." })
  @IsOptional()
  subjectId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Done to something of this type: one of `auditLogVocabulary { subjectTypes }`, such as `user`.",
  })
  @IsOptional()
  @MaxLength(60)
  subjectType?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "This action, one of `auditLogVocabulary { actions }` such as `user.suspended`; or all about one noun, when it ends in a dot: `user.`",
  })
  @IsOptional()
  @MaxLength(100)
  @Matches(/^[a-z-]+\.[a-z-]*$/, { message: "write an action such as user.suspended, or a noun with a dot such as user." })
  action?: string | null;

  @Field(() => String, { nullable: true, description: "From this network address." })
  @IsOptional()
  @MaxLength(60)
  address?: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "At this time or later." })
  @IsOptional()
  createdFrom?: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Before this time." })
  @IsOptional()
  createdBefore?: Date | null;
}

@ObjectType({ description: "The words that an audit log uses, to choose from in a filter. For admins." })
export class AuditLogVocabulary {
  @Field(() => [String], { description: "What `action` is in at least one entry, A to Z." })
  actions!: string[];

  @Field(() => [String], { description: "What `subjectType` is in at least one entry, A to Z." })
  subjectTypes!: string[];
}

const SecurityActorEnum = enumOf(SECURITY_ACTORS);

registerEnumType(SecurityActorEnum, {
  name: "SecurityActor",
  description: "Who did what a security log tells.",
  valuesConfig: {
    YOU: { description: "The account that was signed in." },
    STAFF: { description: "An admin, be it in person or acting as this account." },
    UNKNOWN: { description: "Someone who was not signed in, or the platform itself." },
  },
});

@ObjectType("SecurityLogEntry", { implements: Node, description: "One thing that concerned the security of your own account." })
export class SecurityLogEntryType implements SecurityLogRow {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => String, {
    description: "What happened, as `noun.verb`, such as `session.started` or `account.password-changed`. More will come.",
  })
  action!: string;

  @Field(() => SecurityActorEnum, { description: "Who did it." })
  actor!: SecurityActor;

  @Field(() => String, { nullable: true, description: "Network address it came from; null where it was an admin, or no client at all." })
  address!: string | null;

  @Field(() => GraphQLDateTime, { description: "When it happened." })
  createdAt!: Date;
}

export const SecurityLogEntryConnection = connectionOf("SecurityLogEntry", () => SecurityLogEntryType);
