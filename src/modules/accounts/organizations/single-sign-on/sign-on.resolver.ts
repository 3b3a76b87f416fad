import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { WorksWithAnyToken } from "../../../../graphql/token-use.js";
import { badInput } from "../../../../kernel/errors.js";
import { EMAIL_MAX, isEmailAddress } from "../../identity/credentials/email-address.js";
import { checkPlace, loginPayload } from "../../identity/sign-in/session-payload.js";
import { ownsOrganization, type OrganizationRow } from "../organization.rows.js";
import { OrganizationType } from "../organization.type.js";
import type { SignOnConfigService } from "./sign-on-config.service.js";
import { signOnOf, type SignOnRow } from "./sign-on.rows.js";
import type { SignOnService } from "./sign-on.service.js";
import * as types from "./sign-on.type.js";

@Resolver()
export class SingleSignOnResolver {
  constructor(private readonly signOn: SignOnService) {}

  @Allow("public")
  @Query(() => types.SignInOptions, {
    description:
      "Ways to sign in with an address, beside `signInProviders`. The same for all addresses of a domain, with or without an account. Errors: BAD_USER_INPUT, RATE_LIMITED with retryAfterMs.",
  })
  async signInOptions(
    @Ctx() { address }: RequestContext,
    @Arg("email", () => String, { description: "E-mail address." }) email: string,
  ): Promise<types.SignInOptions> {
    const trimmed = email.trim();
    if (trimmed.length > EMAIL_MAX || !isEmailAddress(trimmed)) throw badInput("email", "Enter an e-mail address.", "INVALID_FORMAT");
    const found = await this.signOn.offeredTo(trimmed, address);
    return { singleSignOn: found && { organization: found.slug, name: found.name, required: found.enforced } };
  }

  @Allow("public")
  @WorksWithAnyToken()
  @Mutation(() => types.StartSingleSignOnPayload, {
    description:
      "Starts a sign-in through the provider of an organization (OpenID Connect, authorization code flow with PKCE). Errors: BAD_USER_INPUT, NOT_FOUND when there is no single sign-on, PROVIDER_UNAVAILABLE, RATE_LIMITED with retryAfterMs.",
  })
  async startSingleSignOn(
    @Ctx() { address }: RequestContext,
    @Arg("input", () => types.StartSingleSignOnInput, { description: "The organization or the address." })
    { organization, email }: types.StartSingleSignOnInput,
  ): Promise<types.StartSingleSignOnPayload> {
    if (organization && !email) return this.signOn.begin({ slug: organization.toLowerCase() }, address);
    if (email && !organization) return this.signOn.begin({ email }, address);
    throw badInput("input", "Give either `organization` or `email`.", "REQUIRED");
  }

  @Allow("public")
  @WorksWithAnyToken()
  @Mutation(() => types.CompleteSingleSignOnPayload, {
    description:
      "Completes a single sign-on with the provider's callback. The first sign-in links the account with the same address, or creates one, and makes it a member. Errors: BAD_USER_INPUT for a flow that has expired, was used or was not started here, UNAUTHENTICATED when the provider does not confirm the sign-in, FORBIDDEN when it confirms no address at a domain of the organization, for an account with an address elsewhere, an admin or a suspended account, and while the organization is not active, REGISTRATION_CLOSED when an account would be created while registration is closed, CONFLICT without a free seat and for an account of another identity, RATE_LIMITED with retryAfterMs.",
  })
  async completeSingleSignOn(
    @Ctx() context: RequestContext,
    @Arg("input", () => types.CompleteSingleSignOnInput, { description: "The flow and the provider's callback." })
    { flow, callbackUrl, refreshTokenIn }: types.CompleteSingleSignOnInput,
  ): Promise<types.CompleteSingleSignOnPayload> {
    checkPlace(context, refreshTokenIn);
    return loginPayload(context, await this.signOn.complete(flow, callbackUrl, context.client), refreshTokenIn);
  }
}

@Resolver(() => OrganizationType)
export class OrganizationSingleSignOnResolver {
  constructor(private readonly configs: SignOnConfigService) {}

  @Allow("organization:secure")
  @Mutation(() => types.SetOrganizationSingleSignOnPayload, {
    description:
      "Sets up or replaces the single sign-on of an organization. For its owners in a session, and admins. Errors: BAD_USER_INPUT, also for a domain that is not verified, NOT_FOUND, FORBIDDEN, CONFLICT unless the organization is active.",
  })
  async setOrganizationSingleSignOn(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => types.SetOrganizationSingleSignOnInput, { description: "The single sign-on." })
    { defaultRole, enabled, enforced, ...input }: types.SetOrganizationSingleSignOnInput,
  ): Promise<types.SetOrganizationSingleSignOnPayload> {
    const choices = { defaultRole: defaultRole ?? "LEARNER", enabled: enabled ?? true, enforced: enforced ?? false };
    return { singleSignOn: await this.configs.set(signedIn, { ...input, ...choices }, address) };
  }

  @Allow("organization:secure")
  @Mutation(() => types.TestOrganizationSingleSignOnPayload, {
    description:
      "Reads and checks the documents and keys of the provider. For owners in a session, and admins. Errors: NOT_FOUND, FORBIDDEN, RATE_LIMITED with retryAfterMs.",
  })
  async testOrganizationSingleSignOn(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => types.TestOrganizationSingleSignOnInput, { description: "The organization." })
    { organizationId }: types.TestOrganizationSingleSignOnInput,
  ): Promise<types.TestOrganizationSingleSignOnPayload> {
    const { signOn, faults } = await this.configs.test(signedIn, organizationId);
    return { singleSignOn: signOn, faults };
  }

  @Allow("organization:secure")
  @Mutation(() => types.RemoveOrganizationSingleSignOnPayload, {
    description:
      "Removes the single sign-on, its links to accounts, and ends the sessions that it started. Members, accounts and API tokens stay. For owners in a session, and admins, in every state of the organization. Errors: NOT_FOUND, FORBIDDEN.",
  })
  async removeOrganizationSingleSignOn(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => types.RemoveOrganizationSingleSignOnInput, { description: "The organization." })
    { organizationId }: types.RemoveOrganizationSingleSignOnInput,
  ): Promise<types.RemoveOrganizationSingleSignOnPayload> {
    return { deletedId: await this.configs.remove(signedIn, organizationId, address) };
  }

  @FieldResolver(() => types.OrganizationSingleSignOnType, {
    nullable: true,
    description: "Single sign-on. Null if there is none, and for everyone but owners in a session, and admins.",
  })
  async singleSignOn(@Ctx() context: RequestContext, @Root() row: OrganizationRow): Promise<SignOnRow | null> {
    return ownsOrganization(row) && row.viewerHasSession ? context.loader(signOnOf).load(row.id) : null;
  }
}
