import { ArrayMaxSize, IsOptional } from "class-validator";
import { Field, InputType, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { NeverNull } from "../../../../graphql/kept.js";
import { ACTIVITY_KINDS } from "../kinds/kinds.js";
import { AUDIENCES, type Audience, type SettingsRow } from "./activity-settings.service.js";

export const ActivityKindEnum = enumOf(ACTIVITY_KINDS.map(({ name }) => name));
registerEnumType(ActivityKindEnum, {
  name: "ActivityKind",
  description: "What an entry of a feed is about. More may be added: ignore unknown ones.",
  valuesConfig: Object.fromEntries(ACTIVITY_KINDS.map(({ name, description }) => [name, { description }])),
});

export const ActivityAudienceEnum = enumOf(AUDIENCES);
registerEnumType(ActivityAudienceEnum, {
  name: "ActivityAudience",
  description: "Who may see an account's activity, besides the account itself. Accounts that it has blocked never may.",
  valuesConfig: {
    FOLLOWERS: { description: "Accounts that follow it. Anyone can follow; `removeFollower` and `blockUser` undo that." },
    CLASSMATES: { description: "Members of its classes that are not archived, instructors and assistants included." },
    EVERYONE: { description: "Every signed-in account." },
  },
});

@ObjectType("ActivityKindSetting", { simpleResolvers: true, description: "A kind of activity, and whether you share it." })
export class ActivityKindSettingType {
  @Field(() => ActivityKindEnum, { description: "The kind." })
  kind!: string;

  @Field(() => String, { description: "Title for a settings page, in English." })
  title!: string;

  @Field(() => String, { description: "What it is, in English." })
  description!: string;

  @Field(() => Boolean, { description: "Whether others see entries of this kind, if they may see your activity at all. Default: true." })
  shared!: boolean;
}

@ObjectType("ActivitySettings", {
  simpleResolvers: true,
  description:
    "Your consent for feeds. It is applied when feeds are read, so a change acts at once, on old entries too. Visible to you only.",
})
export class ActivitySettingsType {
  @Field(() => [ActivityAudienceEnum], { description: "Who may see your activity. Default: empty, nobody but you." })
  audiences!: Audience[];

  @Field(() => [ActivityKindSettingType], { description: "All kinds, and whether you share each." })
  kinds!: ActivityKindSettingType[];

  @Field(() => Boolean, {
    description: "Whether new entries are recorded. False: paused, nothing is written, and nothing is made up for later. Default: true.",
  })
  recording!: boolean;
}

export function settingsOf({ audiences, hiddenKinds, recording }: SettingsRow): ActivitySettingsType {
  const kinds = ACTIVITY_KINDS.map(({ name, title, description }) => {
    return { kind: name, title, description, shared: !hiddenKinds.includes(name) };
  });
  return { audiences, kinds, recording };
}

@InputType({ description: "Changes to your consent for feeds. Omitted fields stay unchanged; null is refused." })
@NeverNull<UpdateActivitySettingsInput>("audiences", "hiddenKinds", "recording")
export class UpdateActivitySettingsInput {
  @Field(() => [ActivityAudienceEnum], { nullable: true, description: "Who may see your activity; empty: nobody but you." })
  @IsOptional()
  @ArrayMaxSize(10)
  audiences?: Audience[] | null;

  @Field(() => [ActivityKindEnum], { nullable: true, description: "Kinds that nobody else sees; replaces those so far." })
  @IsOptional()
  @ArrayMaxSize(50)
  hiddenKinds?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: "Whether to record new entries." })
  @IsOptional()
  recording?: boolean | null;
}

@ObjectType({ description: "Result of updateActivitySettings." })
export class UpdateActivitySettingsPayload {
  @Field(() => ActivitySettingsType, { description: "The settings after the change." })
  settings!: ActivitySettingsType;
}
