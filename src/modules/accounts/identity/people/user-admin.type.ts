import { IsOptional, Length, MaxLength } from "class-validator";
import { Field, InputType, ObjectType } from "type-graphql";
import type { Role } from "../../../../access/viewer.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { RoleEnum, UserType } from "../../../base/users/user.type.js";

@InputType({ description: "Who becomes what." })
export class SetUserRoleInput {
  @Field(() => idOf("User"), { description: "The account." })
  userId!: string;

  @Field(() => RoleEnum, { description: "Its new role." })
  role!: Role;

  @Field(() => String, { nullable: true, description: "Why, for the audit log; at most 1,000 characters." })
  @IsOptional()
  @MaxLength(1000)
  reason?: string | null;
}

@InputType({ description: "Who is to be kept out, and why." })
export class SuspendUserInput {
  @Field(() => idOf("User"), { description: "The account." })
  userId!: string;

  @Field(() => String, { description: "Why, 1 to 1,000 characters. The account's owner sees it when signing in." })
  @Length(1, 1000)
  reason!: string;
}

@InputType({ description: "Who may come back." })
export class ReinstateUserInput {
  @Field(() => idOf("User"), { description: "The account." })
  userId!: string;
}

@ObjectType({ description: "What setUserRole answers." })
export class SetUserRolePayload {
  @Field(() => UserType, { description: "The account with its new role." })
  user!: UserType;
}

@ObjectType({ description: "What suspendUser answers." })
export class SuspendUserPayload {
  @Field(() => UserType, { description: "The account, which is out." })
  user!: UserType;
}

@ObjectType({ description: "What reinstateUser answers." })
export class ReinstateUserPayload {
  @Field(() => UserType, { description: "The account, which may sign in again." })
  user!: UserType;
}
