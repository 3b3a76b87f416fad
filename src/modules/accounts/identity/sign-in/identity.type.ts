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
  description: "Where a client stores its refresh token.",
  valuesConfig: {
    PAYLOAD: { description: "In `refreshToken` of the response. For apps and scripts, which can store it safely." },
    COOKIE: {
      description:
        "In a cookie that scripts can't read (HttpOnly, Secure, SameSite=Strict). For browsers: send the request with credentials, from an origin that this installation allows (CORS_ORIGINS), and with any value in the header `x-csrf-protection`. Not available over a WebSocket.",
    },
  },
});

export const REFRESH_TOKEN_MAX = 200;
const CHALLENGE_MAX = 2000;

@InputType({ description: "A new account." })
export class RegisterInput {
  @Field(() => String, { description: "E-mail address, ASCII only, at most 254 characters. Not case-sensitive." })
  @IsEmailAddress()
  email!: string;

  @Field(() => String, { description: PASSWORD_RULE })
  @Checked<RegisterInput>((password: string, field, { username, email }) => checkPassword(password, field, [username, email]))
  password!: string;

  @Field(() => String, {
    description:
      "Unique name used in URLs: 3 to 30 letters a to z, digits, - and _. Converted to lower case. Some names, such as admin, are reserved.",
  })
  @Trimmed()
  @Length(3, 30)
  @Matches(/^[a-z0-9_-]+$/i, { message: "use letters a to z, digits, - and _" })
  @Checked(checkUsername)
  username!: string;

  @Field(() => String, { nullable: true, description: "Display name, 1 to 60 characters. Default: the username." })
  @Checked(displayNameFrom)
  displayName?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The account's language, as a BCP 47 tag such as `de` or `pt-BR`. E-mails use it if they are available in it. Default: `en`.",
  })
  @IsOptional()
  @MaxLength(35)
  @Checked(localeFrom)
  locale?: string | null;

  @Field(() => RoleEnum, {
    nullable: true,
    description:
      "The role that the account wants. Every account starts as LEARNER; any other role creates a request for an admin to decide.",
  })
  requestedRole?: Role | null;

  @Field(() => RefreshTokenPlaceEnum, { nullable: true, description: "Where to return the refresh token. Default: PAYLOAD." })
  @IsOptional()
  refreshTokenIn?: RefreshTokenPlace | null;
}

@InputType({ description: "Credentials." })
export class LoginInput {
  @Field(() => String, { description: "E-mail address of the account." })
  @Trimmed()
  @MaxLength(254)
  email!: string;

  @Field(() => String, { description: "Its password." })
  @MaxLength(1000)
  password!: string;

  @Field(() => RefreshTokenPlaceEnum, { nullable: true, description: "Where to return the refresh token. Default: PAYLOAD." })
  @IsOptional()
  refreshTokenIn?: RefreshTokenPlace | null;
}

@InputType({ description: "The second step of a sign-in." })
export class CompleteLoginInput {
  @Field(() => String, { description: "`twoFactor.challenge` from the first step." })
  @MaxLength(CHALLENGE_MAX)
  challenge!: string;

  @Field(() => String, { description: "The six-digit code of the authenticator app, or a recovery code. Each works once." })
  @MaxLength(40)
  code!: string;

  @Field(() => RefreshTokenPlaceEnum, { nullable: true, description: "Where to return the refresh token. Default: PAYLOAD." })
  @IsOptional()
  refreshTokenIn?: RefreshTokenPlace | null;
}

@InputType({ description: "The session to refresh." })
export class RefreshSessionInput {
  @Field(() => String, {
    nullable: true,
    description: "The refresh token. Omit it if it is in the cookie; the next one is then set there too.",
  })
  @IsOptional()
  @MaxLength(REFRESH_TOKEN_MAX)
  refreshToken?: string | null;
}

@InputType({ description: "The session to end." })
export class LogoutInput {
  @Field(() => String, {
    nullable: true,
    description:
      "The session's refresh token, for clients whose access token has expired. If absent, ends the session of the access token or of the cookie.",
  })
  @IsOptional()
  @MaxLength(REFRESH_TOKEN_MAX)
  refreshToken?: string | null;
}

@ObjectType({ description: "The first step of the sign-in succeeded; the second requires a code of the authenticator app." })
export class TwoFactorChallenge {
  @Field(() => String, { description: "Send it to `completeLogin`, with a code." })
  challenge!: string;

  @Field(() => GraphQLDateTime, { description: "When the challenge expires, after 5 minutes." })
  expiresAt!: Date;
}

/** Fields of a signed-in user; all null if a second step or a mail comes first. */
@ObjectType()
export class OptionalSession {
  @Field(() => String, {
    nullable: true,
    description:
      "Send it as `Authorization: Bearer <accessToken>`, over a WebSocket as `authorization` in connection_init. Null unless signed in.",
  })
  accessToken!: string | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: "When the access token expires. Call `refreshSession` shortly before. Null without an access token.",
  })
  expiresAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description:
      "For `refreshSession`. Works once: each response contains the next one. Null if it was set in the cookie, or without a session.",
  })
  refreshToken!: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When the session expires unless it is refreshed. Null without a session." })
  refreshTokenExpiresAt!: Date | null;

  @Field(() => UserType, { nullable: true, description: "The account. Null unless signed in." })
  user!: UserType | null;
}

@ObjectType({ description: "Result of login." })
export class LoginPayload extends OptionalSession {
  @Field(() => TwoFactorChallenge, {
    nullable: true,
    description: "Set if the account has two-factor. All other fields are then null until `completeLogin`.",
  })
  twoFactor!: TwoFactorChallenge | null;
}

@ObjectType({
  description:
    "Result of register: the new account, signed in. If `site { registrationStrict }` is true, all fields are null, and the e-mail contains the next step.",
})
export class RegisterPayload extends OptionalSession {
  @Field(() => RoleRequestType, { nullable: true, description: "The request for `requestedRole`; null if that was LEARNER or absent." })
  roleRequest!: RoleRequestRow | null;
}

@ObjectType({ description: "Result of completeProviderSignIn." })
export class CompleteProviderSignInPayload extends LoginPayload {}

@ObjectType({ description: "Result of completeLogin." })
export class CompleteLoginPayload {
  @Field(() => String, {
    description: "Send it as `Authorization: Bearer <accessToken>`, over a WebSocket as `authorization` in connection_init.",
  })
  accessToken!: string;

  @Field(() => GraphQLDateTime, { description: "When the access token expires. Call `refreshSession` shortly before." })
  expiresAt!: Date;

  @Field(() => String, {
    nullable: true,
    description: "For `refreshSession`. Works once: each response contains the next one. Null if it was set in the cookie.",
  })
  refreshToken!: string | null;

  @Field(() => GraphQLDateTime, { description: "When the session expires unless it is refreshed." })
  refreshTokenExpiresAt!: Date;

  @Field(() => UserType, { description: "The account." })
  user!: UserType;
}

@ObjectType({ description: "Result of refreshSession." })
export class RefreshSessionPayload extends CompleteLoginPayload {}

@ObjectType({ description: "Result of logout." })
export class LogoutPayload {
  @Field(() => Boolean, { description: "Always true: the session has ended, or had already ended." })
  loggedOut!: boolean;
}
