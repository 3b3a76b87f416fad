import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { connectionOf } from "../../graphql/pagination.js";
import { GraphQLUUID } from "../../graphql/uuid.js";
import type { SessionRow } from "./sessions.service.js";

@ObjectType("Session", { description: "A sign-in of the account on one device. Only its owner sees it." })
export class SessionType implements Omit<SessionRow, "userAgent"> {
  @Field(() => ID, { description: "Stable id." })
  id!: string;

  @Field(() => String, { description: "PASSWORD, or the id of the provider it began with." })
  method!: string;

  @Field(() => String, { description: "Network address it was last refreshed from." })
  address!: string;

  @Field(() => GraphQLDateTime, { description: "When it began." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When it was last used, to about 5 minutes." })
  lastSeenAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When it ends unless it is refreshed before." })
  expiresAt!: Date;

  @Field(() => Boolean, { description: "Whether this very request came from it." })
  isCurrent!: boolean;
}

export const SessionConnection = connectionOf("Session", () => SessionType);

@InputType({ description: "Which session to end." })
export class RevokeSessionInput {
  @Field(() => GraphQLUUID, { description: "The session." })
  id!: string;
}

@ObjectType({ description: "What revokeSession answers." })
export class RevokeSessionPayload {
  @Field(() => ID, { description: "The session that has ended." })
  revokedId!: string;
}
