import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsInt, IsOptional, Length, MaxLength, Min } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { OneLine } from "../../../graphql/one-line.js";
import { Trimmed } from "../../../graphql/trimmed.js";
import { ROLES, type Role } from "../../../access/viewer.js";
import { enumOf } from "../../../graphql/enum-of.js";
import { Node } from "../../../graphql/node.js";
import { connectionOf } from "../../../graphql/pagination.js";
import { NeverNull } from "../../../graphql/kept.js";
import { idOf } from "../../../graphql/global-ids.js";
import { RoleEnum } from "../../base/users/user.type.js";
import { ANNOUNCEMENT_LEVELS, type Announcement, type AnnouncementLevel } from "./announcement.entity.js";

const AnnouncementLevelEnum = enumOf(ANNOUNCEMENT_LEVELS);
registerEnumType(AnnouncementLevelEnum, {
  name: "AnnouncementLevel",
  description: "How much an announcement matters.",
  valuesConfig: {
    INFO: { description: "Good to know." },
    WARNING: { description: "Something is about to be, or is, not as usual." },
    CRITICAL: { description: "Readers have to act on it, or can't continue." },
  },
});

const TITLE_MAX = 200;
const BODY_MAX = 20_000;

@ObjectType("Announcement", { implements: Node, description: "A message from the admins to accounts or to everyone, shown for a while." })
export class AnnouncementType implements Pick<Announcement, "id" | "title" | "body" | "level" | "startsAt" | "endsAt"> {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => String, { description: `One line, plain text, at most ${TITLE_MAX} characters.` })
  title!: string;

  @Field(() => String, { description: "Markdown; may be empty." })
  body!: string;

  @Field(() => AnnouncementLevelEnum, { description: "How much it matters." })
  level!: AnnouncementLevel;

  @Field(() => GraphQLDateTime, { description: "From when it is shown." })
  startsAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Until when it is shown; null: until it is withdrawn." })
  endsAt!: Date | null;
}

@ObjectType("ManagedAnnouncement", { description: "An announcement as admins see it, whether or not it is shown now." })
export class ManagedAnnouncementType extends AnnouncementType implements Omit<Announcement, "createdById"> {
  @Field(() => [RoleEnum], { nullable: true, description: "Accounts of these roles see it; null: everyone, signed in or not." })
  roles!: Role[] | null;

  @Field(() => Boolean, { description: "Whether accounts get a notification of the kind `announcement` once it has started." })
  notify!: boolean;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When the notifications were ordered, which happens once; null before." })
  notifiedAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was withdrawn; null when it was not." })
  withdrawnAt!: Date | null;

  @Field(() => Int, { description: "Grows with each change; changes name the one they were made on." })
  revision!: number;

  @Field(() => GraphQLDateTime, { description: "When it was made." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When it was last changed." })
  updatedAt!: Date;
}

export const ManagedAnnouncementConnection = connectionOf("ManagedAnnouncement", () => ManagedAnnouncementType);

@InputType()
class AnnouncementFields {
  @Field(() => String, { nullable: true, description: `Markdown, at most ${BODY_MAX} characters.` })
  @IsOptional()
  @MaxLength(BODY_MAX)
  body?: string | null;

  @Field(() => AnnouncementLevelEnum, { nullable: true, description: "How much it matters. A new one is INFO." })
  @IsOptional()
  level?: AnnouncementLevel | null;

  @Field(() => [RoleEnum], { nullable: true, description: "For accounts of these roles; null: everyone, signed in or not." })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(ROLES.length)
  @ArrayUnique()
  roles?: Role[] | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "From when it is shown. A new one: from now on." })
  @IsOptional()
  startsAt?: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Until when it is shown; null: until it is withdrawn." })
  @IsOptional()
  endsAt?: Date | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether accounts get a notification once it has started, in the channels that they have chosen for announcements. A new one: false.",
  })
  @IsOptional()
  notify?: boolean | null;
}

@InputType({ description: "A new announcement." })
export class CreateAnnouncementInput extends AnnouncementFields {
  @Field(() => String, { description: `One line, plain text, 1 to ${TITLE_MAX} characters.` })
  @Length(1, TITLE_MAX)
  @Trimmed()
  @OneLine()
  title!: string;
}

@InputType({
  description:
    "A change of an announcement. What is absent stays as it is. null clears `body`, `roles` and `endsAt`; elsewhere it is BAD_USER_INPUT with the code REQUIRED.",
})
@NeverNull<UpdateAnnouncementInput>("title", "level", "startsAt", "notify")
export class UpdateAnnouncementInput extends AnnouncementFields {
  @Field(() => idOf("ManagedAnnouncement"), { description: "Which one." })
  id!: string;

  @Field(() => Int, { description: "Its `revision` as you saw it." })
  @IsInt()
  @Min(1)
  expectedRevision!: number;

  @Field(() => String, { nullable: true, description: `One line, plain text, 1 to ${TITLE_MAX} characters.` })
  @IsOptional()
  @Length(1, TITLE_MAX)
  @Trimmed()
  @OneLine()
  title?: string | null;
}

@InputType({ description: "The announcement to withdraw." })
export class WithdrawAnnouncementInput {
  @Field(() => idOf("ManagedAnnouncement"), { description: "Which one." })
  id!: string;
}

@InputType({ description: "An announcement that you have seen enough of." })
export class DismissAnnouncementInput {
  @Field(() => idOf("Announcement"), { description: "Which one." })
  id!: string;
}

@ObjectType({ description: "What createAnnouncement answers." })
export class CreateAnnouncementPayload {
  @Field(() => ManagedAnnouncementType, { description: "The new announcement." })
  announcement!: Announcement;
}

@ObjectType({ description: "What updateAnnouncement answers." })
export class UpdateAnnouncementPayload {
  @Field(() => ManagedAnnouncementType, { description: "The announcement as it is now." })
  announcement!: Announcement;
}

@ObjectType({ description: "What withdrawAnnouncement answers." })
export class WithdrawAnnouncementPayload {
  @Field(() => ManagedAnnouncementType, { description: "The announcement, which is no longer shown." })
  announcement!: Announcement;
}

@ObjectType({ description: "What dismissAnnouncement answers." })
export class DismissAnnouncementPayload {
  @Field(() => idOf("Announcement"), { description: "Id of the announcement, which `announcements` no longer shows you." })
  deletedId!: string;
}
