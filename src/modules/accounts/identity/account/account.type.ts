import { IsOptional, MaxLength } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, InputType, Int, ObjectType } from "type-graphql";
import { UserType } from "../../../base/users/user.type.js";
import { PASSWORD_RULE } from "../credentials/account-rules.js";
import { IsEmailAddress } from "../credentials/email-address.js";

const TOKEN_MAX = 200;
const PASSWORD_AGAIN =
  "The account's password, so that nobody at an unlocked screen can do this. Accounts without one leave it out, and must have signed in within 15 minutes.";

@InputType({ description: "Where to mail a link." })
export class SendVerificationEmailInput {
  @Field(() => String, { description: "The account's e-mail address." })
  @IsEmailAddress()
  email!: string;
}

@InputType({ description: "A link from a mail." })
export class VerifyEmailInput {
  @Field(() => String, { description: "The part of the link after `#token=`." })
  @MaxLength(TOKEN_MAX)
  token!: string;
}

@InputType({ description: "Whose password was forgotten." })
export class RequestPasswordResetInput {
  @Field(() => String, { description: "The account's e-mail address." })
  @IsEmailAddress()
  email!: string;
}

@InputType({ description: "A new password, by a link from a mail." })
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
    description: "Whether the account's API tokens are revoked with its sessions. A person who knew the old password may have created one.",
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
    description: "Whether the account's API tokens are revoked with its sessions. A person who knew the old password may have created one.",
  })
  revokeApiTokens?: boolean | null;
}

@InputType({ description: "A new e-mail address." })
export class RequestEmailChangeInput {
  @Field(() => String, { description: "The new address. It gets a link; the old one gets a mail about it." })
  @IsEmailAddress()
  newEmail!: string;

  @Field(() => String, { nullable: true, description: PASSWORD_AGAIN })
  @IsOptional()
  @MaxLength(1000)
  password?: string | null;
}

@InputType({ description: "A link from a mail to the new address." })
export class ConfirmEmailChangeInput {
  @Field(() => String, { description: "The part of the link after `#token=`." })
  @MaxLength(TOKEN_MAX)
  token!: string;
}

@InputType({ description: "A link from a mail to the old address." })
export class UndoEmailChangeInput {
  @Field(() => String, { description: "The part of the link after `#token=`." })
  @MaxLength(TOKEN_MAX)
  token!: string;
}

@InputType({ description: "What to end." })
export class LogoutEverywhereInput {
  @Field(() => Boolean, { nullable: true, description: "Keeps the session that asks. Default: false." })
  @IsOptional()
  keepCurrent?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "Revokes the account's API tokens too. Default: false." })
  @IsOptional()
  apiTokens?: boolean | null;
}

@ObjectType({ description: "What sendVerificationEmail answers, whether or not there is such an account." })
export class SendVerificationEmailPayload {
  @Field(() => GraphQLDateTime, { description: "Until when the link works." })
  linkExpiresAt!: Date;
}

@ObjectType({ description: "What requestPasswordReset answers, whether or not there is such an account." })
export class RequestPasswordResetPayload {
  @Field(() => GraphQLDateTime, { description: "Until when the link works." })
  linkExpiresAt!: Date;
}

@ObjectType({ description: "What requestEmailChange answers, whether or not the address is taken." })
export class RequestEmailChangePayload {
  @Field(() => GraphQLDateTime, { description: "Until when the link works." })
  linkExpiresAt!: Date;
}

@ObjectType({ description: "What verifyEmail answers." })
export class VerifyEmailPayload {
  @Field(() => Boolean, { description: "Always true: what could not be confirmed is an error." })
  verified!: boolean;
}

@ObjectType({ description: "What resetPassword answers. Nobody is signed in by it." })
export class ResetPasswordPayload {
  @Field(() => Boolean, { description: "Always true. Sign in with the new password; every session has ended." })
  reset!: boolean;
}

@ObjectType({ description: "What changePassword answers." })
export class ChangePasswordPayload {
  @Field(() => UserType, { description: "The account. Its other sessions have ended." })
  user!: UserType;
}

@ObjectType({ description: "What confirmEmailChange answers." })
export class ConfirmEmailChangePayload {
  @Field(() => Boolean, { description: "Always true: sign in with the new address from now on." })
  changed!: boolean;
}

@ObjectType({ description: "What undoEmailChange answers." })
export class UndoEmailChangePayload {
  @Field(() => Boolean, { description: "Always true: the old address is back, and a link to set a new password is on its way to it." })
  undone!: boolean;
}

@ObjectType({ description: "What logoutEverywhere answers." })
export class LogoutEverywherePayload {
  @Field(() => Int, { description: "How many sessions have ended." })
  endedSessions!: number;
}
