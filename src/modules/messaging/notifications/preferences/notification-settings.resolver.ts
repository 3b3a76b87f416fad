import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import type { NotificationSettings, NotificationSettingsService } from "./notification-settings.service.js";
import {
  NotificationSettingsType,
  SetNotificationDigestInput,
  SetNotificationDigestPayload,
  SetNotificationPreferencesInput,
  SetNotificationPreferencesPayload,
} from "./notification-settings.type.js";

@Resolver()
export class NotificationSettingsResolver {
  constructor(private readonly settings: NotificationSettingsService) {}

  @Allow("notification:read")
  @Query(() => NotificationSettingsType, { description: "Your notification settings, by kind and channel." })
  notificationSettings(@Ctx() { em, signedIn }: RequestContext): Promise<NotificationSettings> {
    return this.settings.read(em, signedIn.id);
  }

  @Allow("notification:edit")
  @Mutation(() => SetNotificationPreferencesPayload, {
    description: "Turns kinds of notifications on or off, per channel. Errors: BAD_USER_INPUT, also for a locked channel.",
  })
  async setNotificationPreferences(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("input", () => SetNotificationPreferencesInput, { description: "The changes." }) { changes }: SetNotificationPreferencesInput,
  ): Promise<SetNotificationPreferencesPayload> {
    await this.settings.change(signedIn.id, changes);
    return { settings: await this.settings.read(em, signedIn.id) };
  }

  @Allow("notification:edit")
  @Mutation(() => SetNotificationDigestPayload, {
    description: "Sets how often you get a digest e-mail of unread notifications. Default: OFF. Errors: BAD_USER_INPUT.",
  })
  async setNotificationDigest(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("input", () => SetNotificationDigestInput, { description: "The frequency." }) { frequency }: SetNotificationDigestInput,
  ): Promise<SetNotificationDigestPayload> {
    await this.settings.setDigest(signedIn.id, frequency);
    return { settings: await this.settings.read(em, signedIn.id) };
  }
}
