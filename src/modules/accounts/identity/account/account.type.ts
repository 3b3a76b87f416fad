import { IsOptional, MaxLength } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, InputType, Int, ObjectType } from "type-graphql";
import { UserType } from "../../../base/users/user.type.js";
import { PASSWORD_RULE } from "../credentials/account-rules.js";
import { IsEmailAddress } from "../credentials/email-address.js";

const TOKEN_MAX = 200;
const PASSWORD_AGAIN =
  "The account's password, which protects an unlocked device. Omit it if the account has none; the session must then be at most 15 minutes old.";

@InputType({ description: "Address to send a verification link to." })
export class SendVerificationEmailInput {
  @Field(() => String, { description: "The account's e-mail address." })
  @IsEmailAddress()
  email!: string;
}

@InputType({ description: "A verification link from an e-mail." })
export class VerifyEmailInput {
  @Field(() => String, { description: "The part of the link after `#token=`." })
  @MaxLength(TOKEN_MAX)
  token!: string;
}

@InputType({ description: "Account whose password was forgotten." })
export class RequestPasswordResetInput {
  @Field(() => String, { description: "The account's e-mail address." })
  @IsEmailAddress()
  email!: string;
}

@InputType({ description: "A new password and a link from an e-mail." })
export class ResetPasswordInput {
  @Field(() => String, { description: "The part of the link after `#token=`." })
  @MaxLength(TOKEN_MAX)
  token!: string;

  @Field(() => String, { description: PASSWORD_RULE })
  @MaxLength(1000)
  newPassword!: string;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: true,
    description: "Whether the account's API tokens are revoked with its sessions. Someone who knew the old password may have created one.",
  })
  revokeApiTokens?: boolean | null;
}

@InputType({ description: "A new password." })
export class ChangePasswordInput {
  @Field(() => String, { nullable: true, description: PASSWORD_AGAIN })
  @IsOptional()
  @MaxLength(1000)
  currentPassword?: string | null;

  @Field(() => String, { description: PASSWORD_RULE })
  @MaxLength(1000)
  newPassword!: string;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: true,
    description: "Whether the account's API tokens are revoked with its sessions. Someone who knew the old password may have created one.",
  })
  revokeApiTokens?: boolean | null;
}

@InputType({ description: "A new e-mail address." })
export class RequestEmailChangeInput {
  @Field(() => String, { description: "The new address. It receives a link; the old address is notified." })
  @IsEmailAddress()
  newEmail!: string;

  @Field(() => String, { nullable: true, description: PASSWORD_AGAIN })
  @IsOptional()
  @MaxLength(1000)
  password?: string | null;
}

@InputType({ description: "A link from an e-mail to the new address." })
export class ConfirmEmailChangeInput {
  @Field(() => String, { description: "The part of the link after `#token=`." })
  @MaxLength(TOKEN_MAX)
  token!: string;
}

@InputType({ description: "A link from an e-mail to the old address." })
export class UndoEmailChangeInput {
  @Field(() => String, { description: "The part of the link after `#token=`." })
  @MaxLength(TOKEN_MAX)
  token!: string;
}

@InputType({ description: "Options for signing out everywhere." })
export class LogoutEverywhereInput {
  @Field(() => Boolean, { nullable: true, description: "Keeps the current session. Default: false." })
  @IsOptional()
  keepCurrent?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "Also revokes the account's API tokens. Default: false." })
  @IsOptional()
  apiTokens?: boolean | null;
}

@ObjectType({ description: "Result of sendVerificationEmail, the same whether or not the account exists." })
export class SendVerificationEmailPayload {
  @Field(() => GraphQLDateTime, { description: "When the link expires." })
  linkExpiresAt!: Date;
}

@ObjectType({ description: "Result of requestPasswordReset, the same whether or not the account exists." })
export class RequestPasswordResetPayload {
  @Field(() => GraphQLDateTime, { description: "When the link expires." })
  linkExpiresAt!: Date;
}

@ObjectType({ description: "Result of requestEmailChange, the same whether or not the address is taken." })
export class RequestEmailChangePayload {
  @Field(() => GraphQLDateTime, { description: "When the link expires." })
  linkExpiresAt!: Date;
}

@ObjectType({ description: "Result of verifyEmail." })
export class VerifyEmailPayload {
  @Field(() => Boolean, { description: "Always true: a failure is returned as an error." })
  verified!: boolean;
}

@ObjectType({ description: "Result of resetPassword. It does not sign in." })
export class ResetPasswordPayload {
  @Field(() => Boolean, { description: "Always true. All sessions have ended; sign in with the new password." })
  reset!: boolean;
}

@ObjectType({ description: "Result of changePassword." })
export class ChangePasswordPayload {
  @Field(() => UserType, { description: "The account. Its other sessions have ended." })
  user!: UserType;
}

@ObjectType({ description: "Result of confirmEmailChange." })
export class ConfirmEmailChangePayload {
  @Field(() => Boolean, { description: "Always true. Sign in with the new address from now on." })
  changed!: boolean;
}

@ObjectType({ description: "Result of undoEmailChange." })
export class UndoEmailChangePayload {
  @Field(() => Boolean, { description: "Always true. The old address is restored, and a link to set a new password is being sent to it." })
  undone!: boolean;
}

@ObjectType({ description: "Result of logoutEverywhere." })
export class LogoutEverywherePayload {
  @Field(() => Int, { description: "Number of sessions that were ended." })
  endedSessions!: number;
}
