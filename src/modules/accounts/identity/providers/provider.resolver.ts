import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { Allow, Visible } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { WorksWithAnyToken } from "../../../../graphql/token-use.js";
import type { User } from "../../../base/users/user.entity.js";
import { UserType } from "../../../base/users/user.type.js";
import { CompleteProviderSignInPayload } from "../sign-in/identity.type.js";
import {
  CompleteProviderSignInInput,
  LinkedProviderType,
  LinkProviderInput,
  LinkProviderPayload,
  SignInProvider,
  StartProviderLinkInput,
  StartProviderLinkPayload,
  StartProviderSignInInput,
  StartProviderSignInPayload,
  UnlinkProviderInput,
  UnlinkProviderPayload,
} from "./provider.type.js";
import type { ProvidersService } from "./providers.service.js";
import { accountCredentials } from "./account-credentials.loaders.js";
import { checkPlace, loginPayload } from "../sign-in/session-payload.js";

@Resolver(() => UserType)
export class ProviderResolver {
  constructor(private readonly providers: ProvidersService) {}

  @Allow("public")
  @Query(() => [SignInProvider], { description: "Sign-in providers enabled on this installation." })
  signInProviders(): SignInProvider[] {
    return [...this.providers.list()];
  }

  @Allow("public")
  @WorksWithAnyToken()
  @Mutation(() => StartProviderSignInPayload, {
    description:
      "Starts a sign-in through a provider (OpenID Connect, authorization code flow with PKCE). Errors: NOT_FOUND, PROVIDER_UNAVAILABLE.",
  })
  async startProviderSignIn(
    @Arg("input", () => StartProviderSignInInput, { description: "The provider." }) { provider }: StartProviderSignInInput,
  ): Promise<StartProviderSignInPayload> {
    return this.providers.begin(provider, null);
  }

  @Allow("public")
  @WorksWithAnyToken()
  @Mutation(() => CompleteProviderSignInPayload, {
    description:
      "Completes a sign-in with the provider's callback; creates an account if there is none. An existing account with the same address is linked only if this installation trusts the provider's address verification. Errors: BAD_USER_INPUT for a flow that has expired or was not started here, UNAUTHENTICATED when the provider does not confirm the sign-in, FORBIDDEN when it provides no verified address or the account is suspended, REGISTRATION_CLOSED when an account would be created while registration is closed, CONFLICT when an existing account must be linked manually, RATE_LIMITED with retryAfterMs.",
  })
  async completeProviderSignIn(
    @Ctx() context: RequestContext,
    @Arg("input", () => CompleteProviderSignInInput, { description: "The flow and the provider's callback." })
    { flow, callbackUrl, refreshTokenIn }: CompleteProviderSignInInput,
  ): Promise<CompleteProviderSignInPayload> {
    checkPlace(context, refreshTokenIn);
    return loginPayload(context, await this.providers.complete(flow, callbackUrl, context.client), refreshTokenIn);
  }

  @Allow("account:secure")
  @Mutation(() => StartProviderLinkPayload, {
    description: "Starts linking a provider identity to your account. Errors: NOT_FOUND, PROVIDER_UNAVAILABLE.",
  })
  async startProviderLink(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => StartProviderLinkInput, { description: "The provider." }) { provider }: StartProviderLinkInput,
  ): Promise<StartProviderLinkPayload> {
    return this.providers.begin(provider, signedIn);
  }

  @Allow("account:secure")
  @Mutation(() => LinkProviderPayload, {
    description:
      "Links the provider identity to your account, which can then sign in with it. Errors: BAD_USER_INPUT, UNAUTHENTICATED when the provider does not confirm it, CONFLICT when it is already linked, RATE_LIMITED with retryAfterMs.",
  })
  async linkProvider(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => LinkProviderInput, { description: "The flow and the provider's callback." })
    { flow, callbackUrl }: LinkProviderInput,
  ): Promise<LinkProviderPayload> {
    return { linkedProvider: await this.providers.link(signedIn, flow, callbackUrl, address) };
  }

  @Allow("account:secure")
  @Mutation(() => UnlinkProviderPayload, {
    description:
      "Removes a link to a provider. Errors: NOT_FOUND, BAD_USER_INPUT for a wrong password, CONFLICT for the last way to sign in, UNAUTHENTICATED for an account without a password that signed in more than 15 minutes ago, RATE_LIMITED with retryAfterMs.",
  })
  async unlinkProvider(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => UnlinkProviderInput, { description: "The link." }) { id, password }: UnlinkProviderInput,
  ): Promise<UnlinkProviderPayload> {
    await this.providers.unlink(signedIn, id, password ?? null, address);
    return { deletedId: id };
  }

  @Visible("owner")
  @FieldResolver(() => [LinkedProviderType], {
    nullable: true,
    description: "Provider identities that can sign in to the account. Only for the account itself and admins.",
  })
  async linkedProviders(@Ctx() context: RequestContext, @Root() { id }: Pick<User, "id">): Promise<LinkedProviderType[]> {
    const { linkedProviders } = await context.loader(accountCredentials).load(id);
    return linkedProviders.map(({ createdAt, lastUsedAt, ...rest }) => ({
      ...rest,
      createdAt: new Date(createdAt),
      lastUsedAt: lastUsedAt === null ? null : new Date(lastUsedAt),
    }));
  }

  @Visible("owner")
  @FieldResolver(() => [String], {
    nullable: true,
    description: "How the account can sign in: PASSWORD, and the slugs of its linked providers. Only for the account itself and admins.",
  })
  async signInMethods(@Ctx() context: RequestContext, @Root() { id }: Pick<User, "id">): Promise<string[]> {
    const { hasPassword, linkedProviders } = await context.loader(accountCredentials).load(id);
    return [...(hasPassword ? ["PASSWORD"] : []), ...new Set(linkedProviders.map(({ provider }) => provider))];
  }
}
