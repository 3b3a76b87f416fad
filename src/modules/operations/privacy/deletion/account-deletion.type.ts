import { IsOptional, Length, MaxLength } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { Node } from "../../../../graphql/node.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { UserType } from "../../../base/users/user.type.js";
import { ACCOUNT_DELETION_STATUSES, type AccountDeletionStatus } from "./account-deletion.entity.js";

const AccountDeletionStatusEnum = enumOf(ACCOUNT_DELETION_STATUSES);
registerEnumType(AccountDeletionStatusEnum, {
  name: "AccountDeletionStatus",
  description: "How far the deletion of an account is.",
  valuesConfig: {
    SCHEDULED: { description: "It waits for its date, and can be cancelled." },
    RUNNING: { description: "It has begun, and can no longer be cancelled." },
    DONE: { description: "Everything is deleted." },
    CANCELLED: { description: "It was cancelled." },
  },
});

@ObjectType("AccountDeletion", {
  implements: Node,
  simpleResolvers: true,
  description: "The deletion of an account: first a date, then a job.",
})
export class AccountDeletionType {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => AccountDeletionStatusEnum, { description: "How far it is." })
  status!: AccountDeletionStatus;

  @Field(() => Boolean, { description: "Whether the account itself asked for it; an admin did otherwise." })
  byOwner!: boolean;

  @Field(() => GraphQLDateTime, { description: "When it was asked for." })
  requestedAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When it begins. Until then it can be cancelled." })
  dueAt!: Date;

  @Field(() => Int, { description: "How many kinds of data are deleted so far." })
  doneSteps!: number;

  @Field(() => Int, { description: "How many kinds of data there are; 0 until it begins." })
  totalSteps!: number;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When the deletion was complete; null until then." })
  finishedAt!: Date | null;
}

@InputType({ description: "Proof that it is you." })
export class RequestAccountDeletionInput {
  @Field(() => String, {
    nullable: true,
    description: "The account's password. Accounts without one leave it out, and must have signed in within 15 minutes.",
  })
  @IsOptional()
  @MaxLength(1000)
  password?: string | null;

  @Field(() => String, { nullable: true, description: "With two-factor: a code of the authenticator app, or a recovery code." })
  @IsOptional()
  @MaxLength(40)
  code?: string | null;
}

@InputType({ description: "The deletion to cancel." })
export class CancelAccountDeletionInput {
  @Field(() => idOf("AccountDeletion"), {
    description: "`me { deletion { id } }`, as it was shown: another that was asked for since is not called off.",
  })
  deletionId!: string;
}

@InputType({ description: "Whose account is to be deleted, and why." })
export class DeleteUserInput {
  @Field(() => idOf("User"), { description: "The account." })
  userId!: string;

  @Field(() => String, {
    description: "Why, 1 to 1,000 characters. The account's owner sees it when signing in, and the audit log keeps it.",
  })
  @Length(1, 1000)
  reason!: string;

  @Field(() => Boolean, { nullable: true, description: "Deletes it now, with no way back. Default: false." })
  @IsOptional()
  immediately?: boolean | null;
}

@InputType({ description: "The account whose deletion is cancelled." })
export class CancelUserDeletionInput {
  @Field(() => idOf("User"), { description: "The account." })
  userId!: string;
}

@ObjectType({ description: "What requestAccountDeletion answers." })
export class RequestAccountDeletionPayload {
  @Field(() => UserType, { description: "The account; `deletion` says when." })
  user!: UserType;
}

@ObjectType({ description: "What cancelAccountDeletion answers." })
export class CancelAccountDeletionPayload {
  @Field(() => UserType, { description: "The account, which stays." })
  user!: UserType;
}

@ObjectType({ description: "What deleteUser answers." })
export class DeleteUserPayload {
  @Field(() => UserType, { description: "The account, which is out; `deletion` says when it is gone." })
  user!: UserType;
}

@ObjectType({ description: "What cancelUserDeletion answers." })
export class CancelUserDeletionPayload {
  @Field(() => UserType, { description: "The account, which stays; suspended still if it was." })
  user!: UserType;
}
