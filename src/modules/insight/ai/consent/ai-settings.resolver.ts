import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { organizationById } from "../../../accounts/organizations/organization.loaders.js";
import type { AiRequestsService } from "../requests/ai-requests.service.js";
import type { AiAccess } from "./ai-access.js";
import {
  AiSettingsType,
  SetAiConsentInput,
  SetAiConsentPayload,
  SetOrganizationAiInput,
  SetOrganizationAiPayload,
} from "./ai-settings.type.js";

@Resolver()
export class AiSettingsResolver {
  constructor(
    private readonly access: AiAccess,
    private readonly requests: AiRequestsService,
  ) {}

  @Allow("ai:read")
  @Query(() => AiSettingsType, { description: "Whether and how you can use AI." })
  aiSettings(@Ctx() context: RequestContext): Promise<AiSettingsType> {
    return this.read(context);
  }

  @Allow("ai:consent")
  @Mutation(() => SetAiConsentPayload, {
    description:
      "Says whether your texts and code may be sent to the AI provider. Off until you agree. Withdrawing cancels the requests that are under way; delete earlier ones with `deleteAiRequest`. Errors: FORBIDDEN while an admin impersonates you.",
  })
  async setAiConsent(
    @Ctx() context: RequestContext,
    @Arg("input", () => SetAiConsentInput, { description: "Whether you agree." }) { given }: SetAiConsentInput,
  ): Promise<SetAiConsentPayload> {
    await this.access.setConsent(context.signedIn, given);
    return { settings: await this.read(context) };
  }

  @Allow("ai:switch")
  @Mutation(() => SetOrganizationAiPayload, {
    description:
      "Switches AI off or on for the members and the content of an organization. For its owners and managers, and admins. Recorded in the audit log. Errors: NOT_FOUND, FORBIDDEN for other members.",
  })
  async setOrganizationAi(
    @Ctx() context: RequestContext,
    @Arg("input", () => SetOrganizationAiInput, { description: "The organization." }) { organizationId, enabled }: SetOrganizationAiInput,
  ): Promise<SetOrganizationAiPayload> {
    await this.access.setOrganization(context.signedIn, organizationId, enabled, context.address);
    context.renew();
    return { enabled, organization: await context.loader(organizationById).load(organizationId) };
  }

  private async read({ em, signedIn }: RequestContext): Promise<AiSettingsType> {
    const [consentGivenAt, quota] = [await this.access.consentOf(em, signedIn.id), await this.requests.quotaOf(em, signedIn)];
    const provider = this.access.available();
    return {
      ...{ available: provider !== null, providerName: provider?.name ?? null, modelName: provider?.model ?? null },
      ...{ isModel: provider?.isModel ?? false, consentGivenAt, quota },
    };
  }
}
