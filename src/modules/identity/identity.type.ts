import { isEmail, IsOptional, Length, Matches, MaxLength, ValidateBy } from "class-validator";
import { GraphQLDateTime, GraphQLEmailAddress } from "graphql-scalars";
import { Field, InputType, ObjectType } from "type-graphql";
import type { Role } from "../../access/viewer.js";
import { RoleEnum, UserType } from "../users/user.type.js";
import { PASSWORD_RULE } from "./account-rules.js";
import { RoleRequestType } from "./role-request.type.js";
import type { RoleRequestRow } from "./role-requests.service.js";

/** RFC 5321: the longest address that mail can be sent to. */
const EMAIL_MAX = 254;

/** An address that the API could not show afterwards must not come in: the scalar of `User.email` decides here too. */
function isEmailAddress(address: unknown): boolean {
  try {
    return isEmail(GraphQLEmailAddress.parseValue(address));
  } catch {
    return false;
  }
}

@InputType({ description: "A new account." })
export class RegisterInput {
  @Field(() => String, { description: "E-mail address, at most 254 characters, of ASCII only. Case does not matter." })
  @MaxLength(EMAIL_MAX)
  @ValidateBy({
    name: "isEmailAddress",
    validator: { validate: isEmailAddress, defaultMessage: () => "write an e-mail address of ASCII characters, such as ada@example.org" },
  })
  email!: string;

  @Field(() => String, { description: PASSWORD_RULE })
  password!: string;

  @Field(() => String, { description: "Unique name in addresses: 3 to 30 letters a to z, digits, - and _. Upper case is made lower." })
  @Length(3, 30)
  @Matches(/^[a-z0-9_-]+$/i, { message: "use letters a to z, digits, - and _" })
  username!: string;

  @Field(() => String, { nullable: true, description: "Name to show, 1 to 60 characters. Default: the username." })
  @IsOptional()
  @MaxLength(200)
  displayName?: string | null;

  @Field(() => RoleEnum, {
    nullable: true,
    description: "What the account wants to be. Everyone starts as LEARNER; for any other role a request waits for an admin.",
  })
  requestedRole?: Role | null;
}

@InputType({ description: "Who signs in." })
export class LoginInput {
  @Field(() => String, { description: "E-mail address of the account." })
  @MaxLength(EMAIL_MAX)
  email!: string;

  @Field(() => String, { description: "Its password." })
  password!: string;
}

@ObjectType({ description: "What login answers." })
export class LoginPayload {
  @Field(() => String, {
    description: "Send it as `Authorization: Bearer <accessToken>`, on a WebSocket as `authorization` in connection_init.",
  })
  accessToken!: string;

  @Field(() => GraphQLDateTime, { description: "When the token ends. Log in again before." })
  expiresAt!: Date;

  @Field(() => UserType, { description: "The account." })
  user!: UserType;
}

@ObjectType({ description: "What register answers: the new account, signed in." })
export class RegisterPayload extends LoginPayload {
  @Field(() => RoleRequestType, { nullable: true, description: "The request for the role asked for; null when that was LEARNER or none." })
  roleRequest!: RoleRequestRow | null;
}
