import { IsOptional, Length } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { UserType } from "../../../base/users/user.type.js";
import type { SessionRow } from "./session.rows.js";

@ObjectType("Session", { implements: Node, description: "A sign-in of the account on one device. Only its owner sees it." })
export class SessionType implements Omit<SessionRow, "userAgent" | "impersonatorId"> {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => String, {
    description: "PASSWORD, the `slug` of the provider it began with, or IMPERSONATION: an admin acts as the account.",
  })
  method!: string;

  @Field(() => String, {
    description: "Network address it was last refreshed from; empty in `mySessions` where an admin acts as the account.",
  })
  address!: string;

  @Field(() => GraphQLDateTime, { description: "When it began." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When it was last used, to about 5 minutes." })
  lastSeenAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When it ends unless it is refreshed before. An impersonation can't be." })
  expiresAt!: Date;

  @Field(() => Boolean, { description: "Whether this very request came from it." })
  isCurrent!: boolean;
}

export const SessionConnection = connectionOf("Session", () => SessionType);

@InputType({ description: "Whom to act as, and why." })
export class ImpersonateUserInput {
  @Field(() => idOf("User"), { description: "The account." })
  userId!: string;

  @Field(() => String, { description: "Why, 1 to 1,000 characters, for the audit log. The account's owner does not see it." })
  @Length(1, 1000)
  reason!: string;
}

@ObjectType({ description: "What impersonateUser answers." })
export class ImpersonateUserPayload {
  @Field(() => String, { description: "Send it as `Authorization: Bearer <accessToken>`. There is no refresh token with it." })
  accessToken!: string;

  @Field(() => GraphQLDateTime, { description: "When it ends for good, unless `endImpersonation` ends it before." })
  expiresAt!: Date;

  @Field(() => idOf("Session"), { description: "Its session, for `endImpersonation`." })
  sessionId!: string;

  @Field(() => UserType, { description: "The account that the access token acts as." })
  user!: UserType;
}

@InputType({ description: "Which impersonation to end." })
export class EndImpersonationInput {
  @Field(() => idOf("Session"), {
    nullable: true,
    description: "One that you began, from your own session. Absent: the one that this request is made in.",
  })
  @IsOptional()
  sessionId?: string | null;
}

@ObjectType({ description: "What endImpersonation answers." })
export class EndImpersonationPayload {
  @Field(() => idOf("Session"), { description: "The session that has ended." })
  deletedId!: string;
}

@InputType({ description: "Which session to end." })
export class RevokeSessionInput {
  @Field(() => idOf("Session"), { description: "The session." })
  id!: string;
}

@ObjectType({ description: "What revokeSession answers." })
export class RevokeSessionPayload {
  @Field(() => idOf("Session"), { description: "The session that has ended." })
  deletedId!: string;
}
