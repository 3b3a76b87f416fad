import { ArrayMaxSize, ArrayMinSize, MaxLength, ValidateNested } from "class-validator";
import { Field, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { Node } from "../../../../graphql/node.js";
import { DIGEST_FREQUENCIES, type DigestFrequency } from "../digest/digest-period.js";
import { CHANNELS, type Channel } from "../../../contracts/notification-kind.js";
import type { ChannelSetting, KindSettings, NotificationSettings, PreferenceChange } from "./notification-settings.service.js";

const ChannelEnum = enumOf(CHANNELS);
registerEnumType(ChannelEnum, {
  name: "NotificationChannel",
  description: "How notifications are delivered to an account.",
  valuesConfig: {
    IN_APP: { description: "In `notifications` and `notificationReceived`." },
    EMAIL: { description: "A separate e-mail." },
    PUSH: { description: "Web push, to each subscribed browser." },
  },
});

const DigestFrequencyEnum = enumOf(DIGEST_FREQUENCIES);
registerEnumType(DigestFrequencyEnum, {
  name: "DigestFrequency",
  description: "How often a digest e-mail of unread notifications is sent.",
  valuesConfig: {
    OFF: { description: "Never." },
    DAILY: { description: "Every day at 8:00." },
    WEEKLY: { description: "Every Monday at 8:00." },
  },
});

@ObjectType("NotificationChannelSetting", { description: "Whether a kind of notification is delivered through a channel." })
export class ChannelSettingType implements ChannelSetting {
  @Field(() => ChannelEnum, { description: "The channel." })
  channel!: Channel;

  @Field(() => Boolean, { description: "Whether it is delivered through this channel." })
  enabled!: boolean;

  @Field(() => Boolean, { description: "true if it can't be turned off." })
  locked!: boolean;
}

@ObjectType("NotificationKindSettings", { description: "A kind of notification and its channels." })
export class KindSettingsType implements KindSettings {
  @Field(() => String, { description: "Permanent identifier of the kind, such as `security`." })
  kind!: string;

  @Field(() => String, { description: "Display name, in English." })
  title!: string;

  @Field(() => String, { description: "What the kind covers, in English." })
  description!: string;

  @Field(() => [ChannelSettingType], { description: "All channels, each once." })
  channels!: ChannelSetting[];
}

@ObjectType("NotificationSettings", { implements: Node, description: "Your notification settings, by kind and channel." })
export class NotificationSettingsType implements NotificationSettings {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => [KindSettingsType], { description: "All kinds of notifications." })
  kinds!: KindSettings[];

  @Field(() => DigestFrequencyEnum, {
    description:
      "How often a digest e-mail is sent for unread notifications that had no separate e-mail, in the time zone of your profile.",
  })
  digest!: DigestFrequency;
}

@InputType({ description: "Turns a kind of notification on or off for a channel." })
export class NotificationPreferenceInput implements PreferenceChange {
  @Field(() => String, { description: "Identifier of the kind." })
  @MaxLength(60)
  kind!: string;

  @Field(() => ChannelEnum, { description: "The channel." })
  channel!: Channel;

  @Field(() => Boolean, { description: "Whether it is delivered through this channel from now on." })
  enabled!: boolean;
}

@InputType({ description: "Changes to notification channels. Combinations that are not listed stay unchanged." })
export class SetNotificationPreferencesInput {
  @Field(() => [NotificationPreferenceInput], { description: "1 to 100 changes, applied atomically." })
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  changes!: NotificationPreferenceInput[];
}

@InputType({ description: "How often to send a digest." })
export class SetNotificationDigestInput {
  @Field(() => DigestFrequencyEnum, { description: "The new frequency. The first digest is sent at the end of the current day or week." })
  frequency!: DigestFrequency;
}

@ObjectType({ description: "Result of setNotificationPreferences." })
export class SetNotificationPreferencesPayload {
  @Field(() => NotificationSettingsType, { description: "The settings after the changes." })
  settings!: NotificationSettings;
}

@ObjectType({ description: "Result of setNotificationDigest." })
export class SetNotificationDigestPayload {
  @Field(() => NotificationSettingsType, { description: "The settings after the change." })
  settings!: NotificationSettings;
}
