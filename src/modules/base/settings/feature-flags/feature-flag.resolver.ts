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
      "Names of the features that are on for you, or for anonymous viewers. Query it when the page loads and again after sign-in. Treat every name that is missing as off, including unknown ones. The result for an account stays the same until an admin changes a flag.",
  })
  featureFlags(@Ctx() { viewer }: RequestContext): string[] {
    return this.flags.namesFor(viewer);
  }

  @Allow("flag:edit")
  @Query(() => [FeatureFlagType], { description: "All feature flags, sorted by name. For admins." })
  allFeatureFlags(): FeatureFlag[] {
    return [...this.flags.list()];
  }

  @Allow("flag:edit")
  @Mutation(() => CreateFeatureFlagPayload, {
    description:
      "Creates a feature flag, which is off unless `enabled` is true. For admins. Errors: BAD_USER_INPUT, also when there are 500 flags, CONFLICT for a name that is taken.",
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
      "Changes a feature flag on all servers immediately. For admins. Errors: NOT_FOUND, BAD_USER_INPUT, CONFLICT when its revision is no longer `expectedRevision`.",
  })
  async updateFeatureFlag(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => UpdateFeatureFlagInput, { description: "The changes." }) input: UpdateFeatureFlagInput,
  ): Promise<UpdateFeatureFlagPayload> {
    return { featureFlag: await this.flags.update(signedIn, input, address) };
  }

  @Allow("flag:edit")
  @Mutation(() => DeleteFeatureFlagPayload, {
    description: "Deletes a feature flag, which turns the feature off. For admins. Errors: NOT_FOUND.",
  })
  async deleteFeatureFlag(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => DeleteFeatureFlagInput, { description: "The flag." }) { name }: DeleteFeatureFlagInput,
  ): Promise<DeleteFeatureFlagPayload> {
    return { deletedId: await this.flags.delete(signedIn, name, address) };
  }
}
