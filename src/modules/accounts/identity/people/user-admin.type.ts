import { IsOptional, Length, MaxLength } from "class-validator";
import { Field, InputType, ObjectType } from "type-graphql";
import type { Role } from "../../../../access/viewer.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { RoleEnum, UserType } from "../../../base/users/user.type.js";

@InputType({ description: "An account and its new role." })
export class SetUserRoleInput {
  @Field(() => idOf("User"), { description: "The account." })
  userId!: string;

  @Field(() => RoleEnum, { description: "Its new role." })
  role!: Role;

  @Field(() => String, { nullable: true, description: "Reason for the audit log; at most 1,000 characters." })
  @IsOptional()
  @MaxLength(1000)
  reason?: string | null;
}

@InputType({ description: "The account to suspend, and the reason." })
export class SuspendUserInput {
  @Field(() => idOf("User"), { description: "The account." })
  userId!: string;

  @Field(() => String, { description: "Reason, 1 to 1,000 characters. The account's owner sees it when signing in." })
  @Length(1, 1000)
  reason!: string;
}

@InputType({ description: "The account to reinstate." })
export class ReinstateUserInput {
  @Field(() => idOf("User"), { description: "The account." })
  userId!: string;
}

@ObjectType({ description: "Result of setUserRole." })
export class SetUserRolePayload {
  @Field(() => UserType, { description: "The account with its new role." })
  user!: UserType;
}

@ObjectType({ description: "Result of suspendUser." })
export class SuspendUserPayload {
  @Field(() => UserType, { description: "The suspended account." })
  user!: UserType;
}

@ObjectType({ description: "Result of reinstateUser." })
export class ReinstateUserPayload {
  @Field(() => UserType, { description: "The reinstated account." })
  user!: UserType;
}
