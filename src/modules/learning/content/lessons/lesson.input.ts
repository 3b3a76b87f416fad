import { ArrayMaxSize, IsInt, IsOptional, Length, Matches, Max, MaxLength, Min, ValidateNested } from "class-validator";
import { Field, InputType, Int, ObjectType } from "type-graphql";
import { idOf } from "../../../../graphql/global-ids.js";
import { NeverNull } from "../../../../graphql/kept.js";
import { OneLine } from "../../../../graphql/one-line.js";
import { kebabCase } from "../../../practice/problems/edits/problem-edit.type.js";
import type { Difficulty } from "../../../practice/problems/problem.entity.js";
import { DifficultyEnum } from "../../../practice/problems/problem.type.js";
import { KEBAB_CASE } from "../../../practice/topics/topic.type.js";
import { LessonBlockInput } from "../blocks/block.input.js";
import type { ContentStatus } from "../content-status.js";
import { BLOCKS_MAX, MINUTES, NOTE_MAX, SLUG_MAX, SUMMARY_MAX, TITLE_MAX, TOPICS_MAX } from "../limits.js";
import { LOCALE_MAX } from "../../../../kernel/locales.js";
import { LOCALE_OF_TEXTS, REMOVED_TRANSLATION } from "../tracks/track.input.js";
import { ContentStatusEnum } from "../tracks/track.type.js";
import { LessonType } from "./lesson.type.js";

const NOTE = "Reason for the change, for the history. At most 500 characters.";
export const EXPECTED_REVISION =
  "`latestRevision.number` as you last read it. If another edit was made since, the mutation fails with CONFLICT and changes nothing; refetch and merge.";

/** Common fields of createLesson and updateLesson. */
@InputType({ description: "Internal base type; not part of the schema." })
abstract class LessonFields {
  @Field(() => String, { nullable: true, description: "One or two sentences as plain text, at most 500 characters." })
  @IsOptional()
  @MaxLength(SUMMARY_MAX)
  summary?: string | null;

  @Field(() => [LessonBlockInput], {
    nullable: true,
    description: `All blocks, in order, at most ${BLOCKS_MAX}. Replaces the existing ones; those with their \`key\` stay the same blocks.`,
  })
  @IsOptional()
  @ArrayMaxSize(BLOCKS_MAX)
  @ValidateNested({ each: true })
  blocks?: LessonBlockInput[] | null;

  @Field(() => [String], { nullable: true, description: `Slugs of the lesson's topics, at most ${TOPICS_MAX}.` })
  @IsOptional()
  @ArrayMaxSize(TOPICS_MAX)
  @MaxLength(100, { each: true })
  topics?: string[] | null;

  @Field(() => Int, { nullable: true, description: `Time for the lesson, ${MINUTES.min} to ${MINUTES.max} minutes. Default 10.` })
  @IsOptional()
  @IsInt()
  @Min(MINUTES.min)
  @Max(MINUTES.max)
  estimatedMinutes?: number | null;

  @Field(() => DifficultyEnum, { nullable: true, description: "Intended difficulty. Default: that of the track." })
  @IsOptional()
  difficulty?: Difficulty | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether everyone may read it although its track is premium. Default false. Takes effect immediately, without a revision.",
  })
  @IsOptional()
  freePreview?: boolean | null;

  @Field(() => String, { nullable: true, description: NOTE })
  @IsOptional()
  @MaxLength(NOTE_MAX)
  note?: string | null;
}

@InputType({ description: "A new lesson at the end of a module. It starts as a DRAFT." })
export class CreateLessonInput extends LessonFields {
  @Field(() => idOf("TrackModule"), { description: "ID of the module." })
  moduleId!: string;

  @Field(() => String, {
    nullable: true,
    description: "Name, unique within the track, at most 80 characters. Generated from the title if omitted.",
  })
  @IsOptional()
  @MaxLength(SLUG_MAX)
  @Matches(KEBAB_CASE, kebabCase)
  slug?: string | null;

  @Field(() => String, { description: "Title in the track's own language, 1 to 120 characters." })
  @Length(1, TITLE_MAX)
  @Matches(/\S/, { message: "must have a visible character" })
  @OneLine()
  title!: string;
}

@InputType({
  description:
    "Changes to a lesson. Omitted fields keep their value from the latest revision. null clears `summary`, `blocks` and `topics`, and counts as omitted in `locale`, `removeTranslation` and `note`; null in any other field is BAD_USER_INPUT with the code REQUIRED.",
})
@NeverNull<UpdateLessonInput>("slug", "title", "estimatedMinutes", "difficulty", "freePreview")
export class UpdateLessonInput extends LessonFields {
  @Field(() => idOf("Lesson"), { description: "ID of the lesson." })
  id!: string;

  @Field(() => Int, { description: EXPECTED_REVISION })
  expectedRevision!: number;

  @Field(() => String, { nullable: true, description: "As in createLesson. Takes effect immediately, without a revision." })
  @IsOptional()
  @MaxLength(SLUG_MAX)
  @Matches(KEBAB_CASE, kebabCase)
  slug?: string | null;

  @Field(() => String, { nullable: true, description: `${LOCALE_OF_TEXTS} Texts are \`title\`, \`summary\` and \`blocks\`.` })
  @IsOptional()
  @MaxLength(LOCALE_MAX)
  locale?: string | null;

  @Field(() => String, { nullable: true, description: "As in createLesson. Required for a new translation." })
  @IsOptional()
  @Length(1, TITLE_MAX)
  @Matches(/\S/, { message: "must have a visible character" })
  @OneLine()
  title?: string | null;

  @Field(() => String, { nullable: true, description: REMOVED_TRANSLATION })
  @IsOptional()
  @MaxLength(LOCALE_MAX)
  removeTranslation?: string | null;
}

@InputType({ description: "The lesson and its new status." })
export class SetLessonStatusInput {
  @Field(() => idOf("Lesson"), { description: "ID of the lesson." })
  id!: string;

  @Field(() => Int, { description: EXPECTED_REVISION })
  expectedRevision!: number;

  @Field(() => ContentStatusEnum, {
    description:
      "DRAFT to REVIEW and back; both to PUBLISHED; any to ARCHIVED, and from there to PUBLISHED, or to DRAFT if it was never published. PUBLISHED makes the latest revision live, also for a lesson that is PUBLISHED already.",
  })
  status!: ContentStatus;
}

@InputType({ description: "A lesson and its new place." })
export class MoveLessonInput {
  @Field(() => idOf("Lesson"), { description: "ID of the lesson." })
  id!: string;

  @Field(() => idOf("TrackModule"), {
    nullable: true,
    description: "Another module of the same track. Default: the lesson stays in its module.",
  })
  @IsOptional()
  moduleId?: string | null;

  @Field(() => idOf("Lesson"), {
    nullable: true,
    description: "The lesson of that module that it follows. null or omitted: it becomes the first.",
  })
  @IsOptional()
  afterId?: string | null;
}

@InputType({ description: "The lesson to delete." })
export class DeleteLessonInput {
  @Field(() => idOf("Lesson"), { description: "ID of a lesson that was never published." })
  id!: string;
}

@InputType({ description: "The revision of a lesson to restore." })
export class RestoreLessonRevisionInput {
  @Field(() => idOf("Lesson"), { description: "ID of the lesson." })
  lessonId!: string;

  @Field(() => Int, { description: "Number of the revision. Its content becomes a new revision." })
  number!: number;

  @Field(() => Int, { description: EXPECTED_REVISION })
  expectedRevision!: number;

  @Field(() => String, { nullable: true, description: NOTE })
  @IsOptional()
  @MaxLength(NOTE_MAX)
  note?: string | null;
}

@ObjectType({ description: "Result of createLesson." })
export class CreateLessonPayload {
  @Field(() => LessonType, { description: "The new lesson." })
  lesson!: LessonType;
}

@ObjectType({ description: "Result of updateLesson." })
export class UpdateLessonPayload {
  @Field(() => LessonType, { description: "The lesson as learners currently read it. Your edit is its `latestRevision`." })
  lesson!: LessonType;
}

@ObjectType({ description: "Result of setLessonStatus." })
export class SetLessonStatusPayload {
  @Field(() => LessonType, { description: "The updated lesson." })
  lesson!: LessonType;
}

@ObjectType({ description: "Result of moveLesson." })
export class MoveLessonPayload {
  @Field(() => LessonType, { description: "The moved lesson." })
  lesson!: LessonType;
}

@ObjectType({ description: "Result of deleteLesson." })
export class DeleteLessonPayload {
  @Field(() => idOf("Lesson"), { description: "ID of the deleted lesson." })
  deletedId!: string;
}

@ObjectType({ description: "Result of restoreLessonRevision." })
export class RestoreLessonRevisionPayload {
  @Field(() => LessonType, { description: "The lesson as learners currently read it. The restored content is its `latestRevision`." })
  lesson!: LessonType;
}
