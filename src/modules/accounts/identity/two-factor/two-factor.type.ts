import { IsOptional, MaxLength } from "class-validator";
import { Field, InputType, ObjectType } from "type-graphql";
import { UserType } from "../../../base/users/user.type.js";

const CODE_MAX = 40;
const PASSWORD_AGAIN = "The account's password. Omit it if the account has none; the session must then be at most 15 minutes old.";
const CODE = "The six-digit code of the authenticator app, or a recovery code. Each works once.";

@InputType({ description: "Proof to start setting up two-factor." })
export class StartTwoFactorInput {
  @Field(() => String, { nullable: true, description: PASSWORD_AGAIN })
  @IsOptional()
  @MaxLength(1000)
  password?: string | null;
}

@InputType({ description: "A first code of the authenticator app." })
export class ConfirmTwoFactorInput {
  @Field(() => String, { description: "The six-digit code of the authenticator app." })
  @MaxLength(CODE_MAX)
  code!: string;
}

@InputType({ description: "Proof to turn two-factor off." })
export class DisableTwoFactorInput {
  @Field(() => String, { nullable: true, description: PASSWORD_AGAIN })
  @IsOptional()
  @MaxLength(1000)
  password?: string | null;

  @Field(() => String, { description: CODE })
  @MaxLength(CODE_MAX)
  code!: string;
}

@InputType({ description: "Proof to generate new recovery codes." })
export class RenewRecoveryCodesInput {
  @Field(() => String, { description: CODE })
  @MaxLength(CODE_MAX)
  code!: string;
}

@ObjectType({ description: "Result of startTwoFactor: the key for the authenticator app." })
export class StartTwoFactorPayload {
  @Field(() => String, { description: "URI to show as a QR code." })
  otpauthUri!: string;

  @Field(() => String, { description: "The same key in Base32, for manual entry. Shown only once." })
  manualEntryKey!: string;
}

@ObjectType({ description: "Result of confirmTwoFactor." })
export class ConfirmTwoFactorPayload {
  @Field(() => [String], {
    description: "Ten recovery codes, each for one sign-in without the app. Shown only once: ask the user to save them.",
  })
  recoveryCodes!: string[];

  @Field(() => UserType, { description: "The account, with `twoFactorEnabled: true`." })
  user!: UserType;
}

@ObjectType({ description: "Result of disableTwoFactor." })
export class DisableTwoFactorPayload {
  @Field(() => UserType, { description: "The account, with `twoFactorEnabled: false`." })
  user!: UserType;
}

@ObjectType({ description: "Result of renewRecoveryCodes." })
export class RenewRecoveryCodesPayload {
  @Field(() => [String], { description: "Ten new recovery codes; the old ones no longer work. Shown only once." })
  recoveryCodes!: string[];

  @Field(() => UserType, { description: "The account, with its `recoveryCodesLeft`." })
  user!: UserType;
}
