import { IsOptional, MaxLength } from "class-validator";
import { Field, InputType, ObjectType } from "type-graphql";
import { UserType } from "../../../base/users/user.type.js";

const CODE_MAX = 40;
const PASSWORD_AGAIN = "The account's password. Accounts without one leave it out, and must have signed in within 15 minutes.";
const CODE = "The six digits that the app shows, or a recovery code. Each works once.";

@InputType({ description: "Who wants two-factor." })
export class StartTwoFactorInput {
  @Field(() => String, { nullable: true, description: PASSWORD_AGAIN })
  @IsOptional()
  @MaxLength(1000)
  password?: string | null;
}

@InputType({ description: "A first code." })
export class ConfirmTwoFactorInput {
  @Field(() => String, { description: "The six digits that the app shows." })
  @MaxLength(CODE_MAX)
  code!: string;
}

@InputType({ description: "Who wants no two-factor any more." })
export class DisableTwoFactorInput {
  @Field(() => String, { nullable: true, description: PASSWORD_AGAIN })
  @IsOptional()
  @MaxLength(1000)
  password?: string | null;

  @Field(() => String, { description: CODE })
  @MaxLength(CODE_MAX)
  code!: string;
}

@InputType({ description: "Who needs new recovery codes." })
export class RenewRecoveryCodesInput {
  @Field(() => String, { description: CODE })
  @MaxLength(CODE_MAX)
  code!: string;
}

@ObjectType({ description: "What startTwoFactor answers: what the authenticator app needs." })
export class StartTwoFactorPayload {
  @Field(() => String, { description: "Show it as a QR code." })
  otpauthUri!: string;

  @Field(() => String, { description: "The same key to type in, in Base32. Shown this once." })
  manualEntryKey!: string;
}

@ObjectType({ description: "What confirmTwoFactor answers." })
export class ConfirmTwoFactorPayload {
  @Field(() => [String], { description: "Ten codes, each for one sign-in without the app. Shown this once: have them written down." })
  recoveryCodes!: string[];

  @Field(() => UserType, { description: "The account, with `twoFactorEnabled: true`." })
  user!: UserType;
}

@ObjectType({ description: "What disableTwoFactor answers." })
export class DisableTwoFactorPayload {
  @Field(() => UserType, { description: "The account, with `twoFactorEnabled: false`." })
  user!: UserType;
}

@ObjectType({ description: "What renewRecoveryCodes answers." })
export class RenewRecoveryCodesPayload {
  @Field(() => [String], { description: "Ten new codes; the old ones no longer work. Shown this once." })
  recoveryCodes!: string[];

  @Field(() => UserType, { description: "The account, with its `recoveryCodesLeft`." })
  user!: UserType;
}
