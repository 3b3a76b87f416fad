import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { nodeLoader } from "../../../../graphql/node.js";
import type { ContentKey, ContentOwners } from "./content-owners.service.js";
import {
  MoveToOrganizationInput,
  MoveToOrganizationPayload,
  MoveToPersonInput,
  MoveToPersonPayload,
  SetContentVisibilityInput,
  SetContentVisibilityPayload,
} from "./content.type.js";

@Resolver()
export class ContentOwnerResolver {
  constructor(private readonly owners: ContentOwners) {}

  private async changed(context: RequestContext, change: Promise<ContentKey>): Promise<{ object: object | null }> {
    const key = await change;
    context.renew();
    return { object: await context.loader(nodeLoader).load(key) };
  }

  @Allow("content:own")
  @Mutation(() => MoveToOrganizationPayload, {
    description:
      "Makes an organization the owner of a problem or a track, which is yours or belongs to an organization that you own or manage. From then on the organization's owners, managers and instructors edit it; co-authors are removed, and you keep only what your role there allows. Errors: NOT_FOUND also for organizations of others, FORBIDDEN for learners of the organization and for what is not yours, CONFLICT when it belongs to the organization already, and unless the organization is active, ENTITLEMENT_REQUIRED with the visibility ORGANIZATION unless the organization has `private-content`.",
  })
  moveToOrganization(
    @Ctx() context: RequestContext,
    @Arg("input", () => MoveToOrganizationInput, { description: "The object and the organization." }) input: MoveToOrganizationInput,
  ): Promise<MoveToOrganizationPayload> {
    return this.changed(context, this.owners.moveToOrganization(context.signedIn, input, context.address));
  }

  @Allow("content:own")
  @Mutation(() => MoveToPersonPayload, {
    description:
      "Takes a problem or a track out of an organization: it becomes yours, and public. For owners and managers of the organization, for instructors of it who wrote it, and for admins. Errors: BAD_USER_INPUT for another account, NOT_FOUND, FORBIDDEN, CONFLICT when it belongs to a person, and while it is published for the organization only.",
  })
  moveToPerson(
    @Ctx() context: RequestContext,
    @Arg("input", () => MoveToPersonInput, { description: "The object and the account." }) input: MoveToPersonInput,
  ): Promise<MoveToPersonPayload> {
    return this.changed(context, this.owners.moveToPerson(context.signedIn, input, context.address));
  }

  @Allow("content:own")
  @Mutation(() => SetContentVisibilityPayload, {
    description:
      "Sets who finds a problem or a track of an organization once it is published. For authors of the organization; only instructors and admins of the platform make it PUBLIC. With ORGANIZATION it disappears for everyone else; submissions to it stay with those who sent them. Errors: NOT_FOUND, FORBIDDEN, ENTITLEMENT_REQUIRED for ORGANIZATION unless the organization has `private-content`.",
  })
  setContentVisibility(
    @Ctx() context: RequestContext,
    @Arg("input", () => SetContentVisibilityInput, { description: "The object and its visibility." }) input: SetContentVisibilityInput,
  ): Promise<SetContentVisibilityPayload> {
    return this.changed(context, this.owners.setVisibility(context.signedIn, input, context.address));
  }
}
