import { Arg, Args, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { isApiTokenScope, SCOPES, type Scope } from "../../../../access/scopes.js";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { badInput } from "../../../../kernel/errors.js";
import {
  ApiTokenConnection,
  ApiTokenScope,
  CreateApiTokenInput,
  CreateApiTokenPayload,
  RevokeApiTokenInput,
  RevokeApiTokenPayload,
} from "./api-token.type.js";
import type { ApiTokenRow, ApiTokensService } from "./api-tokens.service.js";

@Resolver()
export class ApiTokenResolver {
  constructor(private readonly apiTokens: ApiTokensService) {}

  @Allow("public")
  @Query(() => [ApiTokenScope], { description: "Scopes that API tokens can have." })
  apiTokenScopes(): ApiTokenScope[] {
    return Object.entries(SCOPES).map(([name, description]) => ({ name, description }));
  }

  @Allow("account:secure")
  @Query(() => ApiTokenConnection, {
    description: "The account's API tokens that are not revoked, newest first. Expired tokens stay listed for 90 days by default.",
  })
  async myApiTokens(@Ctx() { em, signedIn }: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Connection<ApiTokenRow>> {
    return this.apiTokens.list(em, signedIn, page);
  }

  @Allow("account:secure")
  @Mutation(() => CreateApiTokenPayload, {
    description:
      "Creates a personal API token. It can't be used to manage the account's security: passwords, sessions, tokens, roles. Errors: BAD_USER_INPUT for an unknown scope or a wrong password, EMAIL_NOT_VERIFIED, UNAUTHENTICATED for an account without a password that signed in more than 15 minutes ago, CONFLICT for too many tokens, RATE_LIMITED with retryAfterMs.",
  })
  async createApiToken(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => CreateApiTokenInput, { description: "The token." }) { scopes, password, ...rest }: CreateApiTokenInput,
  ): Promise<CreateApiTokenPayload> {
    return this.apiTokens.create(signedIn, { ...rest, scopes: scopes.map(known), password: password ?? null }, address);
  }

  @Allow("account:secure")
  @Mutation(() => RevokeApiTokenPayload, { description: "Revokes an API token immediately. Errors: NOT_FOUND." })
  async revokeApiToken(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => RevokeApiTokenInput, { description: "The token." }) { id }: RevokeApiTokenInput,
  ): Promise<RevokeApiTokenPayload> {
    await this.apiTokens.revoke(signedIn, id, address);
    return { deletedId: id };
  }
}

function known(name: string): Scope {
  if (!isApiTokenScope(name)) throw badInput("input.scopes", "There is no such scope. Use names from `apiTokenScopes`.", "UNKNOWN_VALUE");
  return name;
}
