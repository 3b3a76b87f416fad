import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import type { NotificationSettings, SettingsService } from "./settings.service.js";
import {
  NotificationSettingsType,
  SetNotificationDigestInput,
  SetNotificationDigestPayload,
  SetNotificationPreferencesInput,
  SetNotificationPreferencesPayload,
} from "./settings.type.js";

@Resolver()
export class NotificationSettingsResolver {
  constructor(private readonly settings: SettingsService) {}

  @Allow("notification:read")
  @Query(() => NotificationSettingsType, { description: "Which notifications reach you, and how." })
  notificationSettings(@Ctx() { em, signedIn }: RequestContext): Promise<NotificationSettings> {
    return this.settings.read(em, signedIn.id);
  }

  @Allow("notification:edit")
  @Mutation(() => SetNotificationPreferencesPayload, {
    description: "Switches kinds of notifications on or off, channel by channel. Errors: BAD_USER_INPUT, also for what is locked.",
  })
  async setNotificationPreferences(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("input", () => SetNotificationPreferencesInput, { description: "What changes." }) { changes }: SetNotificationPreferencesInput,
  ): Promise<SetNotificationPreferencesPayload> {
    await this.settings.change(signedIn.id, changes);
    return { settings: await this.settings.read(em, signedIn.id) };
  }

  @Allow("notification:edit")
  @Mutation(() => SetNotificationDigestPayload, {
    description: "Chooses how often a mail gathers what is unread. Off at first. Errors: BAD_USER_INPUT.",
  })
  async setNotificationDigest(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("input", () => SetNotificationDigestInput, { description: "How often." }) { frequency }: SetNotificationDigestInput,
  ): Promise<SetNotificationDigestPayload> {
    await this.settings.setDigest(signedIn.id, frequency);
    return { settings: await this.settings.read(em, signedIn.id) };
  }
}
