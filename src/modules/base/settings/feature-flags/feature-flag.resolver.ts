import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import type { FeatureFlag } from "./feature-flag.entity.js";
import {
  CreateFeatureFlagInput,
  CreateFeatureFlagPayload,
  DeleteFeatureFlagInput,
  DeleteFeatureFlagPayload,
  FeatureFlagType,
  UpdateFeatureFlagInput,
  UpdateFeatureFlagPayload,
} from "./feature-flag.type.js";
import type { FeatureFlagsService } from "./feature-flags.service.js";

@Resolver()
export class FeatureFlagResolver {
  constructor(private readonly flags: FeatureFlagsService) {}

  @Allow("public")
  @Query(() => [String], {
    description:
      "Names of the features that are on for you, or for anonymous viewers. Ask once when the page loads and again after signing in; show what is on, and take a name that is missing for off, also one you know nothing of. An account always gets the same answer until an admin changes a flag.",
  })
  featureFlags(@Ctx() { viewer }: RequestContext): string[] {
    return this.flags.namesFor(viewer);
  }

  @Allow("flag:edit")
  @Query(() => [FeatureFlagType], { description: "Every feature flag, by name. For admins." })
  allFeatureFlags(): FeatureFlag[] {
    return [...this.flags.list()];
  }

  @Allow("flag:edit")
  @Mutation(() => CreateFeatureFlagPayload, {
    description:
      "Makes a feature flag, which is off until it says otherwise. For admins. Errors: BAD_USER_INPUT, CONFLICT for a name that is taken.",
  })
  async createFeatureFlag(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => CreateFeatureFlagInput, { description: "The flag." }) input: CreateFeatureFlagInput,
  ): Promise<CreateFeatureFlagPayload> {
    return { featureFlag: await this.flags.create(signedIn, input, address) };
  }

  @Allow("flag:edit")
  @Mutation(() => UpdateFeatureFlagPayload, {
    description:
      "Changes a feature flag, in every process at once. For admins. Errors: NOT_FOUND, BAD_USER_INPUT, CONFLICT when it is not at `expectedRevision` any more.",
  })
  async updateFeatureFlag(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => UpdateFeatureFlagInput, { description: "The change." }) input: UpdateFeatureFlagInput,
  ): Promise<UpdateFeatureFlagPayload> {
    return { featureFlag: await this.flags.update(signedIn, input, address) };
  }

  @Allow("flag:edit")
  @Mutation(() => DeleteFeatureFlagPayload, { description: "Deletes a feature flag, which is then off. For admins. Errors: NOT_FOUND." })
  async deleteFeatureFlag(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => DeleteFeatureFlagInput, { description: "Which one." }) { name }: DeleteFeatureFlagInput,
  ): Promise<DeleteFeatureFlagPayload> {
    return { deletedId: await this.flags.delete(signedIn, name, address) };
  }
}
