import { ArrayMaxSize, ArrayMinSize, MaxLength, ValidateNested } from "class-validator";
import { Field, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { Node } from "../../../../graphql/node.js";
import { DIGEST_FREQUENCIES, type DigestFrequency } from "../digest/digest-period.js";
import { CHANNELS, type Channel } from "../../../contracts/notification-kind.js";
import type { ChannelSetting, KindSettings, NotificationSettings, PreferenceChange } from "./settings.service.js";

const ChannelEnum = enumOf(CHANNELS);
registerEnumType(ChannelEnum, {
  name: "NotificationChannel",
  description: "How a notification reaches an account.",
  valuesConfig: {
    IN_APP: { description: "`notifications` and `notificationReceived`." },
    EMAIL: { description: "A mail of its own." },
    PUSH: { description: "Web push, to each browser that has subscribed." },
  },
});

const DigestFrequencyEnum = enumOf(DIGEST_FREQUENCIES);
registerEnumType(DigestFrequencyEnum, {
  name: "DigestFrequency",
  description: "How often a mail gathers what is unread.",
  valuesConfig: {
    OFF: { description: "Never." },
    DAILY: { description: "At 8 in the morning." },
    WEEKLY: { description: "On Monday at 8 in the morning." },
  },
});

@ObjectType("NotificationChannelSetting", { description: "Whether one kind of notification goes to one channel." })
export class ChannelSettingType implements ChannelSetting {
  @Field(() => ChannelEnum, { description: "The channel." })
  channel!: Channel;

  @Field(() => Boolean, { description: "Whether it goes there." })
  enabled!: boolean;

  @Field(() => Boolean, { description: "true where it can't be switched off." })
  locked!: boolean;
}

@ObjectType("NotificationKindSettings", { description: "A kind of notification and where it goes." })
export class KindSettingsType implements KindSettings {
  @Field(() => String, { description: "Its lasting name, such as `security`." })
  kind!: string;

  @Field(() => String, { description: "Its name to show, in English." })
  title!: string;

  @Field(() => String, { description: "What it tells of, in English." })
  description!: string;

  @Field(() => [ChannelSettingType], { description: "Each channel once." })
  channels!: ChannelSetting[];
}

@ObjectType("NotificationSettings", { implements: Node, description: "Which notifications reach you, and how." })
export class NotificationSettingsType implements NotificationSettings {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => [KindSettingsType], { description: "Every kind there is." })
  kinds!: KindSettings[];

  @Field(() => DigestFrequencyEnum, {
    description: "How often a mail gathers unread notifications that had no mail of their own, by the time zone of your profile.",
  })
  digest!: DigestFrequency;
}

@InputType({ description: "Switches one kind on or off for one channel." })
export class NotificationPreferenceInput implements PreferenceChange {
  @Field(() => String, { description: "Name of the kind." })
  @MaxLength(60)
  kind!: string;

  @Field(() => ChannelEnum, { description: "The channel." })
  channel!: Channel;

  @Field(() => Boolean, { description: "Whether it goes there from now on." })
  enabled!: boolean;
}

@InputType({ description: "Changes to where notifications go. What is not named stays as it is." })
export class SetNotificationPreferencesInput {
  @Field(() => [NotificationPreferenceInput], { description: "1 to 100 changes: all are made, or none." })
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  changes!: NotificationPreferenceInput[];
}

@InputType({ description: "How often to get a digest." })
export class SetNotificationDigestInput {
  @Field(() => DigestFrequencyEnum, { description: "From now on. The first comes when the day, or week, has ended." })
  frequency!: DigestFrequency;
}

@ObjectType({ description: "What setNotificationPreferences answers." })
export class SetNotificationPreferencesPayload {
  @Field(() => NotificationSettingsType, { description: "The settings as they are now." })
  settings!: NotificationSettings;
}

@ObjectType({ description: "What setNotificationDigest answers." })
export class SetNotificationDigestPayload {
  @Field(() => NotificationSettingsType, { description: "The settings as they are now." })
  settings!: NotificationSettings;
}
