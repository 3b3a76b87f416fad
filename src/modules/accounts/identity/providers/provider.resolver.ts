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
import { signInOptions } from "./sign-in-options.loaders.js";
import { checkPlace, firstStep } from "../sign-in/signed-in.js";

@Resolver(() => UserType)
export class ProviderResolver {
  constructor(private readonly providers: ProvidersService) {}

  @Allow("public")
  @Query(() => [SignInProvider], { description: "The providers that this installation lets people sign in with." })
  signInProviders(): SignInProvider[] {
    return [...this.providers.list()];
  }

  @Allow("public")
  @WorksWithAnyToken()
  @Mutation(() => StartProviderSignInPayload, {
    description: "Begins a sign-in through a provider (OpenID Connect, code flow with PKCE). Errors: NOT_FOUND, PROVIDER_UNAVAILABLE.",
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
      "Signs in with what came back from the provider; makes an account when there is none. An account with the same address is linked only where this installation trusts the provider's word for it. Errors: BAD_USER_INPUT for a flow that is too old or was not begun here, UNAUTHENTICATED when the provider does not confirm it, FORBIDDEN when it gives no confirmed address or the account is suspended, REGISTRATION_CLOSED when it would make an account while none are made, CONFLICT when there is an account that must be linked by hand, RATE_LIMITED with retryAfterMs.",
  })
  async completeProviderSignIn(
    @Ctx() context: RequestContext,
    @Arg("input", () => CompleteProviderSignInInput, { description: "Flow and answer." })
    { flow, callbackUrl, refreshTokenIn }: CompleteProviderSignInInput,
  ): Promise<CompleteProviderSignInPayload> {
    checkPlace(context, refreshTokenIn);
    return firstStep(context, await this.providers.complete(flow, callbackUrl, context.client), refreshTokenIn);
  }

  @Allow("account:secure")
  @Mutation(() => StartProviderLinkPayload, {
    description: "Begins to link an identity at a provider to your account. Errors: NOT_FOUND, PROVIDER_UNAVAILABLE.",
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
      "Links the identity that came back from the provider: it signs in to your account from now on. Errors: BAD_USER_INPUT, UNAUTHENTICATED when the provider does not confirm it, CONFLICT when it is linked already, RATE_LIMITED with retryAfterMs.",
  })
  async linkProvider(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => LinkProviderInput, { description: "Flow and answer." }) { flow, callbackUrl }: LinkProviderInput,
  ): Promise<LinkProviderPayload> {
    return { linkedProvider: await this.providers.link(signedIn, flow, callbackUrl, address) };
  }

  @Allow("account:secure")
  @Mutation(() => UnlinkProviderPayload, {
    description:
      "Removes a link to a provider. Errors: NOT_FOUND, BAD_USER_INPUT for a wrong password, CONFLICT for the last way to sign in, UNAUTHENTICATED for an account without a password whose session is not new, RATE_LIMITED with retryAfterMs.",
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
    description: "Identities at providers that sign in to the account. Only for the account itself and admins.",
  })
  async linkedProviders(@Ctx() context: RequestContext, @Root() { id }: Pick<User, "id">): Promise<LinkedProviderType[]> {
    const { linkedProviders } = await context.loader(signInOptions).load(id);
    return linkedProviders.map(({ createdAt, lastUsedAt, ...rest }) => ({
      ...rest,
      createdAt: new Date(createdAt),
      lastUsedAt: lastUsedAt === null ? null : new Date(lastUsedAt),
    }));
  }

  @Visible("owner")
  @FieldResolver(() => [String], {
    nullable: true,
    description: "How the account can sign in: PASSWORD, and slugs of providers. Only for the account itself and admins.",
  })
  async signInMethods(@Ctx() context: RequestContext, @Root() { id }: Pick<User, "id">): Promise<string[]> {
    const { hasPassword, linkedProviders } = await context.loader(signInOptions).load(id);
    return [...(hasPassword ? ["PASSWORD"] : []), ...new Set(linkedProviders.map(({ provider }) => provider))];
  }
}
