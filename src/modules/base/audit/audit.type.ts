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
  description: "A security event or an action of an admin. Entries are never changed. For admins.",
})
export class AuditLogEntryType implements Omit<AuditRow, "actorId" | "impersonatorId" | "subjectId"> {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => String, {
    description: "The action, as `noun.verb`, such as `user.suspended`. More may be added: display unknown values as they are.",
  })
  action!: string;

  @Field(() => String, { description: "Type of the affected object, such as `user`, `session` or `problem`." })
  subjectType!: string;

  @Field(() => String, { nullable: true, description: "IP address of the client; null if no client was involved." })
  address!: string | null;

  @Field(() => GraphQLJSONObject, { description: "Details of the action, such as a reason, or the role before and after." })
  details!: Record<string, unknown>;

  @Field(() => GraphQLDateTime, { description: "When it happened." })
  createdAt!: Date;
}

export const AuditLogEntryConnection = connectionOf("AuditLogEntry", () => AuditLogEntryType);

@InputType({ description: "Conditions that entries must match. All given conditions apply." })
export class AuditLogFilter {
  @Field(() => idOf("User"), { nullable: true, description: "Only actions by this account, or on its behalf." })
  @IsOptional()
  actorId?: string | null;

  @Field(() => idOf("User"), { nullable: true, description: "Only actions by this admin on behalf of others." })
  @IsOptional()
  impersonatorId?: string | null;

  @Field(() => idOf("Node"), { nullable: true, description: "Only actions on this object." })
  @IsOptional()
  subjectId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Only actions on objects of this type: one of `auditLogVocabulary { subjectTypes }`, such as `user`.",
  })
  @IsOptional()
  @MaxLength(60)
  subjectType?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Only this action, one of `auditLogVocabulary { actions }` such as `user.suspended`; or all actions of a noun, if it ends in a dot: `user.`",
  })
  @IsOptional()
  @MaxLength(100)
  @Matches(/^[a-z-]+\.[a-z-]*$/, { message: "must be an action such as user.suspended, or a noun followed by a dot such as user." })
  action?: string | null;

  @Field(() => String, { nullable: true, description: "Only actions from this IP address." })
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

@ObjectType({ description: "Values that occur in the audit log, for use in filters. For admins." })
export class AuditLogVocabulary {
  @Field(() => [String], { description: "Values of `action` that occur in the log, A to Z." })
  actions!: string[];

  @Field(() => [String], { description: "Values of `subjectType` that occur in the log, A to Z." })
  subjectTypes!: string[];
}

const SecurityActorEnum = enumOf(SECURITY_ACTORS);

registerEnumType(SecurityActorEnum, {
  name: "SecurityActor",
  description: "Who caused an entry of the security log.",
  valuesConfig: {
    YOU: { description: "The signed-in account." },
    STAFF: { description: "An admin, acting directly or as this account." },
    UNKNOWN: { description: "Someone who was not signed in, or the system." },
  },
});

@ObjectType("SecurityLogEntry", { implements: Node, description: "A security event of your own account." })
export class SecurityLogEntryType implements SecurityLogRow {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => String, {
    description: "The action, as `noun.verb`, such as `session.started` or `account.password-changed`. More may be added.",
  })
  action!: string;

  @Field(() => SecurityActorEnum, { description: "Who did it." })
  actor!: SecurityActor;

  @Field(() => String, { nullable: true, description: "IP address of the client; null if an admin acted, or no client was involved." })
  address!: string | null;

  @Field(() => GraphQLDateTime, { description: "When it happened." })
  createdAt!: Date;
}

export const SecurityLogEntryConnection = connectionOf("SecurityLogEntry", () => SecurityLogEntryType);
