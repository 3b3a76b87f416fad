import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsInt, IsOptional, Length, MaxLength, Min } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { OneLine } from "../../../graphql/one-line.js";
import { Trimmed } from "../../../graphql/trimmed.js";
import { ROLES, type Role } from "../../../access/viewer.js";
import { Derived } from "../../../graphql/derived.js";
import { enumOf } from "../../../graphql/enum-of.js";
import { markdown, MarkdownType } from "../../../graphql/markdown.js";
import { Node } from "../../../graphql/node.js";
import { connectionOf } from "../../../graphql/pagination.js";
import { NeverNull } from "../../../graphql/kept.js";
import { idOf } from "../../../graphql/global-ids.js";
import { RoleEnum } from "../../base/users/user.type.js";
import { ANNOUNCEMENT_LEVELS, type Announcement, type AnnouncementLevel } from "./announcement.entity.js";

const AnnouncementLevelEnum = enumOf(ANNOUNCEMENT_LEVELS);
registerEnumType(AnnouncementLevelEnum, {
  name: "AnnouncementLevel",
  description: "Severity of an announcement.",
  valuesConfig: {
    INFO: { description: "For information only." },
    WARNING: { description: "Something is, or soon will be, different from normal." },
    CRITICAL: { description: "Readers must act, or can't continue." },
  },
});

const TITLE_MAX = 200;
const BODY_MAX = 20_000;

@ObjectType("Announcement", {
  implements: Node,
  description: "A message from the admins to accounts or to everyone, shown for a period of time.",
})
export class AnnouncementType implements Pick<Announcement, "id" | "title" | "body" | "level" | "startsAt" | "endsAt"> {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => String, { description: `One line, plain text, at most ${TITLE_MAX} characters.` })
  title!: string;

  @Field(() => String, { description: "Markdown; may be empty." })
  body!: string;

  @Derived(({ body }: Pick<Announcement, "body">) => markdown(body))
  @Field(() => MarkdownType, { description: "`body` with its HTML." })
  bodyMarkdown?: MarkdownType;

  @Field(() => AnnouncementLevelEnum, { description: "Severity." })
  level!: AnnouncementLevel;

  @Field(() => GraphQLDateTime, { description: "Start of the period in which it is shown." })
  startsAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "End of the period in which it is shown; null: until it is withdrawn." })
  endsAt!: Date | null;
}

@ObjectType("ManagedAnnouncement", { description: "An announcement as admins see it, whether or not it is shown now." })
export class ManagedAnnouncementType extends AnnouncementType implements Omit<Announcement, "createdById"> {
  @Field(() => [RoleEnum], { nullable: true, description: "Only accounts with these roles see it; null: everyone, signed in or not." })
  roles!: Role[] | null;

  @Field(() => Boolean, { description: "Whether accounts get a notification of the kind `announcement` when it starts." })
  notify!: boolean;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When the notifications were queued, which happens once; null before." })
  notifiedAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was withdrawn; null if it was not." })
  withdrawnAt!: Date | null;

  @Field(() => Int, { description: "Increases with every change. Changes must state the revision they are based on." })
  revision!: number;

  @Field(() => GraphQLDateTime, { description: "When it was created." })
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

  @Field(() => AnnouncementLevelEnum, { nullable: true, description: "Severity. Default for a new announcement: INFO." })
  @IsOptional()
  level?: AnnouncementLevel | null;

  @Field(() => [RoleEnum], { nullable: true, description: "Only accounts with these roles see it; null: everyone, signed in or not." })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(ROLES.length)
  @ArrayUnique()
  roles?: Role[] | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: "Start of the period in which it is shown. Default for a new announcement: now.",
  })
  @IsOptional()
  startsAt?: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "End of the period in which it is shown; null: until it is withdrawn." })
  @IsOptional()
  endsAt?: Date | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether accounts get a notification when it starts, in the channels they have chosen for announcements. Default for a new announcement: false.",
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
    "Changes to an announcement. Omitted fields stay unchanged. null clears `body`, `roles` and `endsAt`; for other fields it is BAD_USER_INPUT with the code REQUIRED.",
})
@NeverNull<UpdateAnnouncementInput>("title", "level", "startsAt", "notify")
export class UpdateAnnouncementInput extends AnnouncementFields {
  @Field(() => idOf("ManagedAnnouncement"), { description: "The announcement." })
  id!: string;

  @Field(() => Int, { description: "The `revision` that the change is based on." })
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
  @Field(() => idOf("ManagedAnnouncement"), { description: "The announcement." })
  id!: string;
}

@InputType({ description: "The announcement to hide." })
export class DismissAnnouncementInput {
  @Field(() => idOf("Announcement"), { description: "The announcement." })
  id!: string;
}

@ObjectType({ description: "Result of createAnnouncement." })
export class CreateAnnouncementPayload {
  @Field(() => ManagedAnnouncementType, { description: "The new announcement." })
  announcement!: Announcement;
}

@ObjectType({ description: "Result of updateAnnouncement." })
export class UpdateAnnouncementPayload {
  @Field(() => ManagedAnnouncementType, { description: "The announcement after the change." })
  announcement!: Announcement;
}

@ObjectType({ description: "Result of withdrawAnnouncement." })
export class WithdrawAnnouncementPayload {
  @Field(() => ManagedAnnouncementType, { description: "The announcement, which is no longer shown." })
  announcement!: Announcement;
}

@ObjectType({ description: "Result of dismissAnnouncement." })
export class DismissAnnouncementPayload {
  @Field(() => idOf("Announcement"), { description: "Id of the announcement, which `announcements` no longer returns to you." })
  deletedId!: string;
}
