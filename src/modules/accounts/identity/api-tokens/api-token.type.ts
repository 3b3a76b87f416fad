import { ArrayMaxSize, IsOptional, Length, Max, MaxLength, Min } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { OneLine } from "../../../../graphql/one-line.js";
import { SCOPES, type Scope } from "../../../../access/scopes.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { API_TOKEN_MAX_DAYS, type ApiTokenRow } from "./api-tokens.service.js";

@ObjectType({ description: "A scope that an API token can have." })
export class ApiTokenScope {
  @Field(() => String, { description: "Name of the scope, such as submissions:write." })
  name!: string;

  @Field(() => String, { description: "What the scope permits, within the permissions of the account's role." })
  description!: string;
}

@ObjectType("ApiToken", {
  implements: Node,
  description: "A personal key for scripts and CI that acts as its account, within its scopes. Visible to its owner only.",
})
export class ApiTokenType implements ApiTokenRow {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => String, { description: "Name given by the owner." })
  name!: string;

  @Field(() => String, { description: "Last four characters of the token." })
  hint!: string;

  @Field(() => [String], { description: "Scopes of the token, as names in `apiTokenScopes`." })
  scopes!: Scope[];

  @Field(() => GraphQLDateTime, { description: "When it was created." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When it expires." })
  expiresAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was last used, accurate to about a minute; null if never." })
  lastUsedAt!: Date | null;
}

export const ApiTokenConnection = connectionOf("ApiToken", () => ApiTokenType);

@InputType({ description: "A new API token." })
export class CreateApiTokenInput {
  @Field(() => String, { description: "Name of the token, 1 to 60 characters." })
  @Length(1, 60)
  @OneLine()
  name!: string;

  @Field(() => [String], { description: `Scopes of the token: ${Object.keys(SCOPES).join(", ")}.` })
  @ArrayMaxSize(20)
  @MaxLength(100, { each: true })
  scopes!: string[];

  @Field(() => Int, { description: `Days until the token expires, 1 to ${API_TOKEN_MAX_DAYS}.` })
  @Min(1)
  @Max(API_TOKEN_MAX_DAYS)
  expiresInDays!: number;

  @Field(() => String, {
    nullable: true,
    description: "The account's password. Omit it if the account has none; the session must then be at most 15 minutes old.",
  })
  @IsOptional()
  @MaxLength(1000)
  password?: string | null;
}

@InputType({ description: "API token to revoke." })
export class RevokeApiTokenInput {
  @Field(() => idOf("ApiToken"), { description: "Id of the token." })
  id!: string;
}

@ObjectType({ description: "Result of createApiToken." })
export class CreateApiTokenPayload {
  @Field(() => String, { description: "The token, shown only once. Send it as `Authorization: Bearer <token>`." })
  token!: string;

  @Field(() => ApiTokenType, { description: "The stored record of the token." })
  apiToken!: ApiTokenRow;
}

@ObjectType({ description: "Result of revokeApiToken." })
export class RevokeApiTokenPayload {
  @Field(() => idOf("ApiToken"), { description: "Id of the revoked token." })
  deletedId!: string;
}
