import { IsOptional, Length, Matches, MaxLength } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, InputType, ObjectType, registerEnumType } from "type-graphql";
import type { Role } from "../../../../access/viewer.js";
import { Checked } from "../../../../graphql/checked.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { Trimmed } from "../../../../graphql/trimmed.js";
import { RoleEnum, UserType } from "../../../base/users/user.type.js";
import { checkPassword, checkUsername, displayNameFrom, PASSWORD_RULE } from "../credentials/account-rules.js";
import { localeFrom } from "../locale.js";
import { IsEmailAddress } from "../credentials/email-address.js";
import { RoleRequestType } from "../roles/role-request.type.js";
import type { RoleRequestRow } from "../roles/role-requests.service.js";

const PLACES = ["PAYLOAD", "COOKIE"] as const;
export type RefreshTokenPlace = (typeof PLACES)[number];
export const RefreshTokenPlaceEnum = enumOf(PLACES);
registerEnumType(RefreshTokenPlaceEnum, {
  name: "RefreshTokenPlace",
  description: "Where a client keeps its refresh token.",
  valuesConfig: {
    PAYLOAD: { description: "In `refreshToken` of the answer. For apps and scripts, which have a safe place for it." },
    COOKIE: {
      description:
        "In a cookie that no script can read (HttpOnly, Secure, SameSite=Strict). For browsers: call with credentials, from an origin that this installation allows (CORS_ORIGINS), and with any value in the header `x-csrf-protection`. Not over a WebSocket.",
    },
  },
});

export const REFRESH_TOKEN_MAX = 200;
const CHALLENGE_MAX = 2000;

@InputType({ description: "A new account." })
export class RegisterInput {
  @Field(() => String, { description: "E-mail address, at most 254 characters, of ASCII only. Case does not matter." })
  @IsEmailAddress()
  email!: string;

  @Field(() => String, { description: PASSWORD_RULE })
  @Checked<RegisterInput>((password: string, field, { username, email }) => checkPassword(password, field, [username, email]))
  password!: string;

  @Field(() => String, {
    description:
      "Unique name in addresses: 3 to 30 letters a to z, digits, - and _. Upper case is made lower. Some, such as admin, are reserved.",
  })
  @Trimmed()
  @Length(3, 30)
  @Matches(/^[a-z0-9_-]+$/i, { message: "use letters a to z, digits, - and _" })
  @Checked(checkUsername)
  username!: string;

  @Field(() => String, { nullable: true, description: "Name to show, 1 to 60 characters. Default: the username." })
  @Checked(displayNameFrom)
  displayName?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The account's language, as a BCP 47 tag such as `de` or `pt-BR`: mails are written in it where they can be. Default: `en`.",
  })
  @IsOptional()
  @MaxLength(35)
  @Checked(localeFrom)
  locale?: string | null;

  @Field(() => RoleEnum, {
    nullable: true,
    description: "What the account wants to be. Everyone starts as LEARNER; for any other role a request waits for an admin.",
  })
  requestedRole?: Role | null;

  @Field(() => RefreshTokenPlaceEnum, { nullable: true, description: "Where to put the refresh token. Default: PAYLOAD." })
  @IsOptional()
  refreshTokenIn?: RefreshTokenPlace | null;
}

@InputType({ description: "Who signs in." })
export class LoginInput {
  @Field(() => String, { description: "E-mail address of the account." })
  @Trimmed()
  @MaxLength(254)
  email!: string;

  @Field(() => String, { description: "Its password." })
  @MaxLength(1000)
  password!: string;

  @Field(() => RefreshTokenPlaceEnum, { nullable: true, description: "Where to put the refresh token. Default: PAYLOAD." })
  @IsOptional()
  refreshTokenIn?: RefreshTokenPlace | null;
}

@InputType({ description: "The second step of signing in." })
export class CompleteLoginInput {
  @Field(() => String, { description: "`twoFactor.challenge` of the first step." })
  @MaxLength(CHALLENGE_MAX)
  challenge!: string;

  @Field(() => String, { description: "The six digits that the authenticator app shows, or a recovery code. Each works once." })
  @MaxLength(40)
  code!: string;

  @Field(() => RefreshTokenPlaceEnum, { nullable: true, description: "Where to put the refresh token. Default: PAYLOAD." })
  @IsOptional()
  refreshTokenIn?: RefreshTokenPlace | null;
}

@InputType({ description: "Which session to go on with." })
export class RefreshSessionInput {
  @Field(() => String, {
    nullable: true,
    description: "The refresh token. Leave it out when it is in the cookie; the next one then goes there too.",
  })
  @IsOptional()
  @MaxLength(REFRESH_TOKEN_MAX)
  refreshToken?: string | null;
}

@InputType({ description: "Which session to end." })
export class LogoutInput {
  @Field(() => String, {
    nullable: true,
    description:
      "The session's refresh token, for a client whose access token has expired. Without it: the session of the access token, or of the cookie.",
  })
  @IsOptional()
  @MaxLength(REFRESH_TOKEN_MAX)
  refreshToken?: string | null;
}

@ObjectType({ description: "The first step of signing in was right; the second is the authenticator app's." })
export class TwoFactorChallenge {
  @Field(() => String, { description: "Send it to `completeLogin`, with a code." })
  challenge!: string;

  @Field(() => GraphQLDateTime, { description: "Until when, 5 minutes from now." })
  expiresAt!: Date;
}

/** Fields of a signed-in user; all null if a second step or a mail comes first. */
@ObjectType()
export class PerhapsSignedIn {
  @Field(() => String, {
    nullable: true,
    description:
      "Send it as `Authorization: Bearer <accessToken>`, on a WebSocket as `authorization` in connection_init. Null while nobody is signed in.",
  })
  accessToken!: string | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: "When the access token ends. Call `refreshSession` shortly before. Null without one.",
  })
  expiresAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: "For `refreshSession`, once: each answer brings the next one. Null when it went into the cookie, and without a session.",
  })
  refreshToken!: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When the session ends unless it is refreshed before. Null without one." })
  refreshTokenExpiresAt!: Date | null;

  @Field(() => UserType, { nullable: true, description: "The account. Null while nobody is signed in." })
  user!: UserType | null;
}

@ObjectType({ description: "What login answers." })
export class LoginPayload extends PerhapsSignedIn {
  @Field(() => TwoFactorChallenge, {
    nullable: true,
    description: "Set when the account has two-factor: nothing else is, until `completeLogin`.",
  })
  twoFactor!: TwoFactorChallenge | null;
}

@ObjectType({
  description:
    "What register answers: the new account, signed in. Where `site { registrationStrict }` holds all is null, and the mail leads on.",
})
export class RegisterPayload extends PerhapsSignedIn {
  @Field(() => RoleRequestType, { nullable: true, description: "The request for the role asked for; null when that was LEARNER or none." })
  roleRequest!: RoleRequestRow | null;
}

@ObjectType({ description: "What completeProviderSignIn answers." })
export class CompleteProviderSignInPayload extends LoginPayload {}

@ObjectType({ description: "What completeLogin answers." })
export class CompleteLoginPayload {
  @Field(() => String, {
    description: "Send it as `Authorization: Bearer <accessToken>`, on a WebSocket as `authorization` in connection_init.",
  })
  accessToken!: string;

  @Field(() => GraphQLDateTime, { description: "When the access token ends. Call `refreshSession` shortly before." })
  expiresAt!: Date;

  @Field(() => String, {
    nullable: true,
    description: "For `refreshSession`, once: each answer brings the next one. Null when it went into the cookie.",
  })
  refreshToken!: string | null;

  @Field(() => GraphQLDateTime, { description: "When the session ends unless it is refreshed before." })
  refreshTokenExpiresAt!: Date;

  @Field(() => UserType, { description: "The account." })
  user!: UserType;
}

@ObjectType({ description: "What refreshSession answers." })
export class RefreshSessionPayload extends CompleteLoginPayload {}

@ObjectType({ description: "What logout answers." })
export class LogoutPayload {
  @Field(() => Boolean, { description: "Always true: the session has ended, or had before." })
  loggedOut!: boolean;
}
