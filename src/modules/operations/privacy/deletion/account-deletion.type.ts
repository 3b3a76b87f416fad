import { IsOptional, Length, MaxLength } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { Node } from "../../../../graphql/node.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { UserType } from "../../../base/users/user.type.js";
import { ACCOUNT_DELETION_STATUSES, type AccountDeletionStatus } from "./account-deletion.entity.js";

export const AccountDeletionStatusEnum = enumOf(ACCOUNT_DELETION_STATUSES);
registerEnumType(AccountDeletionStatusEnum, {
  name: "AccountDeletionStatus",
  description: "Status of the deletion of an account or an organization.",
  valuesConfig: {
    SCHEDULED: { description: "Scheduled for a date; can be cancelled." },
    RUNNING: { description: "In progress; can no longer be cancelled." },
    DONE: { description: "All data is deleted." },
    CANCELLED: { description: "It was cancelled." },
  },
});

@ObjectType("AccountDeletion", {
  implements: Node,
  simpleResolvers: true,
  description: "The deletion of an account, scheduled for a date and then run as a job.",
})
export class AccountDeletionType {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => AccountDeletionStatusEnum, { description: "Status of the deletion." })
  status!: AccountDeletionStatus;

  @Field(() => Boolean, { description: "true if the account itself requested it; false if an admin did." })
  byOwner!: boolean;

  @Field(() => GraphQLDateTime, { description: "When it was requested." })
  requestedAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When the deletion begins. It can be cancelled until then." })
  dueAt!: Date;

  @Field(() => Int, { description: "Number of kinds of data deleted so far." })
  doneSteps!: number;

  @Field(() => Int, { description: "Total number of kinds of data; 0 until the deletion begins." })
  totalSteps!: number;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When the deletion was completed; null until then." })
  finishedAt!: Date | null;
}

@InputType({ description: "Proof of identity." })
export class RequestAccountDeletionInput {
  @Field(() => String, {
    nullable: true,
    description: "The account's password. Omit it if the account has none; the session must then be at most 15 minutes old.",
  })
  @IsOptional()
  @MaxLength(1000)
  password?: string | null;

  @Field(() => String, { nullable: true, description: "Required with two-factor: a code of the authenticator app, or a recovery code." })
  @IsOptional()
  @MaxLength(40)
  code?: string | null;
}

@InputType({ description: "The deletion to cancel." })
export class CancelAccountDeletionInput {
  @Field(() => idOf("AccountDeletion"), {
    description: "`me { deletion { id } }`, as displayed to the user. A deletion requested later is not cancelled.",
  })
  deletionId!: string;
}

@InputType({ description: "The account to delete, and the reason." })
export class DeleteUserInput {
  @Field(() => idOf("User"), { description: "The account." })
  userId!: string;

  @Field(() => String, {
    description: "Reason, 1 to 1,000 characters. The account's owner sees it when signing in, and the audit log records it.",
  })
  @Length(1, 1000)
  reason!: string;

  @Field(() => Boolean, { nullable: true, description: "Deletes the account immediately and irreversibly. Default: false." })
  @IsOptional()
  immediately?: boolean | null;
}

@InputType({ description: "The account whose deletion is cancelled." })
export class CancelUserDeletionInput {
  @Field(() => idOf("User"), { description: "The account." })
  userId!: string;
}

@ObjectType({ description: "Result of requestAccountDeletion." })
export class RequestAccountDeletionPayload {
  @Field(() => UserType, { description: "The account; `deletion` contains the date." })
  user!: UserType;
}

@ObjectType({ description: "Result of cancelAccountDeletion." })
export class CancelAccountDeletionPayload {
  @Field(() => UserType, { description: "The account, which is kept." })
  user!: UserType;
}

@ObjectType({ description: "Result of deleteUser." })
export class DeleteUserPayload {
  @Field(() => UserType, { description: "The suspended account; `deletion` contains the date." })
  user!: UserType;
}

@ObjectType({ description: "Result of cancelUserDeletion." })
export class CancelUserDeletionPayload {
  @Field(() => UserType, { description: "The account, which is kept; still suspended if it was before." })
  user!: UserType;
}
