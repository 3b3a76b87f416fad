import { IsOptional, Length, Matches, MaxLength } from "class-validator";
import { Field, InputType, Int } from "type-graphql";
import { idOf } from "../../../../graphql/global-ids.js";
import { NeverNull } from "../../../../graphql/kept.js";
import { OneLine } from "../../../../graphql/one-line.js";
import { ORGANIZATION_OWNER } from "../../../accounts/organizations/content/content.type.js";
import { kebabCase } from "../../../practice/problems/edits/problem-edit.type.js";
import type { Difficulty } from "../../../practice/problems/problem.entity.js";
import { DifficultyEnum } from "../../../practice/problems/problem.type.js";
import { KEBAB_CASE } from "../../../practice/topics/topic.type.js";
import type { ContentStatus } from "../content-status.js";
import { DESCRIPTION_MAX, SLUG_MAX, SUMMARY_MAX, TITLE_MAX } from "../limits.js";
import { LOCALE_MAX } from "../../../../kernel/locales.js";
import { ContentStatusEnum } from "./track.type.js";

export const EXPECTED_VERSION =
  "`version` as you last read it. If it was changed since, the mutation fails with CONFLICT and changes nothing; refetch and merge.";
export const LOCALE_OF_TEXTS =
  "Language of the texts in this input, as a BCP 47 tag. Default: the track's own. Another language adds or changes a translation.";
export const REMOVED_TRANSLATION = "Language whose translation to remove. Not the track's own.";

@InputType({ description: "A new track. It starts as an empty DRAFT." })
export class CreateTrackInput {
  @Field(() => idOf("Organization"), { nullable: true, description: ORGANIZATION_OWNER })
  @IsOptional()
  organizationId?: string | null;

  @Field(() => String, { nullable: true, description: "Unique name in URLs, at most 80 characters. Generated from the title if omitted." })
  @IsOptional()
  @MaxLength(SLUG_MAX)
  @Matches(KEBAB_CASE, kebabCase)
  slug?: string | null;

  @Field(() => String, { nullable: true, description: "Slug of the subject that the track teaches." })
  @IsOptional()
  @MaxLength(100)
  subject?: string | null;

  @Field(() => String, { nullable: true, description: "Language that the track is written in, as a BCP 47 tag. Default `en`." })
  @IsOptional()
  @MaxLength(LOCALE_MAX)
  locale?: string | null;

  @Field(() => String, { description: "Title, 1 to 120 characters." })
  @Length(1, TITLE_MAX)
  @Matches(/\S/, { message: "must have a visible character" })
  @OneLine()
  title!: string;

  @Field(() => String, { nullable: true, description: "One or two sentences as plain text, at most 500 characters." })
  @IsOptional()
  @MaxLength(SUMMARY_MAX)
  summary?: string | null;

  @Field(() => String, { nullable: true, description: "What the track teaches, in Markdown. At most 20,000 characters." })
  @IsOptional()
  @MaxLength(DESCRIPTION_MAX)
  description?: string | null;

  @Field(() => DifficultyEnum, { description: "Intended difficulty." })
  difficulty!: Difficulty;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether its content needs a purchase of it or a plan that opens premium tracks. Default false.",
  })
  @IsOptional()
  premium?: boolean | null;
}

@InputType({ description: "The track to copy, and the owner of the copy." })
export class CloneTrackInput {
  @Field(() => idOf("Track"), { description: "A track that you may edit." })
  id!: string;

  @Field(() => idOf("Organization"), { nullable: true, description: ORGANIZATION_OWNER })
  @IsOptional()
  organizationId?: string | null;

  @Field(() => String, { nullable: true, description: "Title of the copy. Defaults to the title of the original." })
  @IsOptional()
  @Length(1, TITLE_MAX)
  @Matches(/\S/, { message: "must have a visible character" })
  @OneLine()
  title?: string | null;

  @Field(() => String, { nullable: true, description: "Slug of the copy. Generated from the original's slug if omitted." })
  @IsOptional()
  @MaxLength(SLUG_MAX)
  @Matches(KEBAB_CASE, kebabCase)
  slug?: string | null;
}

@InputType({
  description:
    "Changes to a track. Omitted fields stay unchanged. null clears `subject`, `summary` and `description`, and counts as omitted in `locale` and `removeTranslation`; null in any other field is BAD_USER_INPUT with the code REQUIRED.",
})
@NeverNull<UpdateTrackInput>("slug", "title", "difficulty", "premium")
export class UpdateTrackInput {
  @Field(() => idOf("Track"), { description: "ID of the track." })
  id!: string;

  @Field(() => Int, { description: EXPECTED_VERSION })
  expectedVersion!: number;

  @Field(() => String, { nullable: true, description: "As in createTrack. The old URL stops working." })
  @IsOptional()
  @MaxLength(SLUG_MAX)
  @Matches(KEBAB_CASE, kebabCase)
  slug?: string | null;

  @Field(() => String, { nullable: true, description: "As in createTrack." })
  @IsOptional()
  @MaxLength(100)
  subject?: string | null;

  @Field(() => String, { nullable: true, description: LOCALE_OF_TEXTS })
  @IsOptional()
  @MaxLength(LOCALE_MAX)
  locale?: string | null;

  @Field(() => String, { nullable: true, description: "As in createTrack. Required for a new translation." })
  @IsOptional()
  @Length(1, TITLE_MAX)
  @Matches(/\S/, { message: "must have a visible character" })
  @OneLine()
  title?: string | null;

  @Field(() => String, { nullable: true, description: "As in createTrack." })
  @IsOptional()
  @MaxLength(SUMMARY_MAX)
  summary?: string | null;

  @Field(() => String, { nullable: true, description: "As in createTrack." })
  @IsOptional()
  @MaxLength(DESCRIPTION_MAX)
  description?: string | null;

  @Field(() => DifficultyEnum, { nullable: true, description: "As in createTrack." })
  @IsOptional()
  difficulty?: Difficulty | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "As in createTrack. Who takes the track already keeps progress and certificate, but reads on only with a purchase or a plan.",
  })
  @IsOptional()
  premium?: boolean | null;

  @Field(() => String, { nullable: true, description: REMOVED_TRANSLATION })
  @IsOptional()
  @MaxLength(LOCALE_MAX)
  removeTranslation?: string | null;
}

@InputType({ description: "The track and its new status." })
export class SetTrackStatusInput {
  @Field(() => idOf("Track"), { description: "ID of the track." })
  id!: string;

  @Field(() => Int, { description: EXPECTED_VERSION })
  expectedVersion!: number;

  @Field(() => ContentStatusEnum, {
    description:
      "DRAFT to REVIEW and back; both to PUBLISHED; any to ARCHIVED, and from there to PUBLISHED, or to DRAFT if it was never published.",
  })
  status!: ContentStatus;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "With PUBLISHED: also publishes the latest revision of every lesson that is not archived. Default false: lessons keep their status.",
  })
  @IsOptional()
  publishLessons?: boolean | null;
}

@InputType({ description: "The track to delete." })
export class DeleteTrackInput {
  @Field(() => idOf("Track"), { description: "ID of a track that was never published." })
  id!: string;
}

@InputType({ description: "Internal base type; not part of the schema." })
abstract class TrackAndPerson {
  @Field(() => idOf("Track"), { description: "ID of the track." })
  trackId!: string;

  @Field(() => String, { description: "Username of the account." })
  @MaxLength(30)
  username!: string;
}

@InputType({ description: "The co-author to add." })
export class AddTrackCoAuthorInput extends TrackAndPerson {}

@InputType({ description: "The co-author to remove." })
export class RemoveTrackCoAuthorInput extends TrackAndPerson {}
