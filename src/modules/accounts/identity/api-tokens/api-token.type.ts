import { ArrayMaxSize, IsOptional, Length, Max, MaxLength, Min } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { OneLine } from "../../../../graphql/one-line.js";
import { SCOPES, type Scope } from "../../../../access/scopes.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { API_TOKEN_MAX_DAYS, type ApiTokenRow } from "./api-tokens.service.js";

@ObjectType({ description: "Something that an API token can be made for." })
export class ApiTokenScope {
  @Field(() => String, { description: "Its name, such as submissions:write." })
  name!: string;

  @Field(() => String, { description: "What it opens, within what the account's role may do." })
  description!: string;
}

@ObjectType("ApiToken", {
  implements: Node,
  description: "A personal key for scripts and CI: it acts for its account, within its scopes. Only its owner sees it.",
})
export class ApiTokenType implements ApiTokenRow {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => String, { description: "Name that its owner gave it." })
  name!: string;

  @Field(() => String, { description: "Its last four characters." })
  hint!: string;

  @Field(() => [String], { description: "What it may be used for: names of `apiTokenScopes`." })
  scopes!: Scope[];

  @Field(() => GraphQLDateTime, { description: "When it was made." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When it ends." })
  expiresAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was last used, to about a minute; null when never." })
  lastUsedAt!: Date | null;
}

export const ApiTokenConnection = connectionOf("ApiToken", () => ApiTokenType);

@InputType({ description: "A new API token." })
export class CreateApiTokenInput {
  @Field(() => String, { description: "What to call it, 1 to 60 characters." })
  @Length(1, 60)
  @OneLine()
  name!: string;

  @Field(() => [String], { description: `What it may be used for: ${Object.keys(SCOPES).join(", ")}.` })
  @ArrayMaxSize(20)
  @MaxLength(100, { each: true })
  scopes!: string[];

  @Field(() => Int, { description: `Days until it ends, 1 to ${API_TOKEN_MAX_DAYS}.` })
  @Min(1)
  @Max(API_TOKEN_MAX_DAYS)
  expiresInDays!: number;

  @Field(() => String, {
    nullable: true,
    description: "The account's password. Accounts without one leave it out, and must have signed in within 15 minutes.",
  })
  @IsOptional()
  @MaxLength(1000)
  password?: string | null;
}

@InputType({ description: "Which token to revoke." })
export class RevokeApiTokenInput {
  @Field(() => idOf("ApiToken"), { description: "The token's id." })
  id!: string;
}

@ObjectType({ description: "What createApiToken answers." })
export class CreateApiTokenPayload {
  @Field(() => String, { description: "The token, shown this once. Send it as `Authorization: Bearer <token>`." })
  token!: string;

  @Field(() => ApiTokenType, { description: "What is kept of it." })
  apiToken!: ApiTokenRow;
}

@ObjectType({ description: "What revokeApiToken answers." })
export class RevokeApiTokenPayload {
  @Field(() => idOf("ApiToken"), { description: "Id of the token, which no longer works." })
  deletedId!: string;
}
