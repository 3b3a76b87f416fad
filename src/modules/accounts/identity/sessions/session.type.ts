import { IsOptional, Length } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { UserType } from "../../../base/users/user.type.js";
import type { SessionRow } from "./session.rows.js";

@ObjectType("Session", { implements: Node, description: "A sign-in of the account on one device. Visible to its owner only." })
export class SessionType implements Omit<SessionRow, "userAgent" | "impersonatorId"> {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => String, {
    description:
      "PASSWORD, SSO for the single sign-on of an organization, the `slug` of the provider used to sign in, or IMPERSONATION when an admin acts as the account.",
  })
  method!: string;

  @Field(() => String, {
    description: "IP address of the last refresh; empty in `mySessions` if an admin acts as the account.",
  })
  address!: string;

  @Field(() => GraphQLDateTime, { description: "When the session started." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When it was last used, accurate to about 5 minutes." })
  lastSeenAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When it expires unless it is refreshed. An impersonation can't be refreshed." })
  expiresAt!: Date;

  @Field(() => Boolean, { description: "Whether this is the session of the current request." })
  isCurrent!: boolean;
}

export const SessionConnection = connectionOf("Session", () => SessionType);

@InputType({ description: "The account to act as, and the reason." })
export class ImpersonateUserInput {
  @Field(() => idOf("User"), { description: "The account." })
  userId!: string;

  @Field(() => String, { description: "Reason for the audit log, 1 to 1,000 characters. The account's owner does not see it." })
  @Length(1, 1000)
  reason!: string;
}

@ObjectType({ description: "Result of impersonateUser." })
export class ImpersonateUserPayload {
  @Field(() => String, { description: "Send it as `Authorization: Bearer <accessToken>`. There is no refresh token." })
  accessToken!: string;

  @Field(() => GraphQLDateTime, { description: "When the impersonation expires, unless `endImpersonation` ends it earlier." })
  expiresAt!: Date;

  @Field(() => idOf("Session"), { description: "Id of the session, for `endImpersonation`." })
  sessionId!: string;

  @Field(() => UserType, { description: "The account that the access token acts as." })
  user!: UserType;
}

@InputType({ description: "Impersonation to end." })
export class EndImpersonationInput {
  @Field(() => idOf("Session"), {
    nullable: true,
    description: "An impersonation that you started, ended from your own session. Absent: the impersonation that makes this request.",
  })
  @IsOptional()
  sessionId?: string | null;
}

@ObjectType({ description: "Result of endImpersonation." })
export class EndImpersonationPayload {
  @Field(() => idOf("Session"), { description: "Id of the ended session." })
  deletedId!: string;
}

@InputType({ description: "Session to end." })
export class RevokeSessionInput {
  @Field(() => idOf("Session"), { description: "The session." })
  id!: string;
}

@ObjectType({ description: "Result of revokeSession." })
export class RevokeSessionPayload {
  @Field(() => idOf("Session"), { description: "Id of the ended session." })
  deletedId!: string;
}
