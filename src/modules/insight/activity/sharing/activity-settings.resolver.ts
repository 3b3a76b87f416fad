import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import type { ActivitySettingsService } from "./activity-settings.service.js";
import { ActivitySettingsType, settingsOf, UpdateActivitySettingsInput, UpdateActivitySettingsPayload } from "./activity-settings.type.js";

@Resolver()
export class ActivitySettingsResolver {
  constructor(private readonly settings: ActivitySettingsService) {}

  @Allow("activity:read")
  @Query(() => ActivitySettingsType, { description: "Who may see your activity, and what of it." })
  async activitySettings(@Ctx() { em, signedIn }: RequestContext): Promise<ActivitySettingsType> {
    return settingsOf(await this.settings.read(em, signedIn.id));
  }

  @Allow("activity:edit")
  @Mutation(() => UpdateActivitySettingsPayload, {
    description: "Changes who may see your activity, and what of it. Acts at once on all feeds. Errors: BAD_USER_INPUT.",
  })
  async updateActivitySettings(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => UpdateActivitySettingsInput, { description: "The changes." }) input: UpdateActivitySettingsInput,
  ): Promise<UpdateActivitySettingsPayload> {
    return { settings: settingsOf(await this.settings.update(signedIn, input)) };
  }
}
