import { IsOptional, Length, Matches, MaxLength } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { idOf } from "../../../../graphql/global-ids.js";
import { NeverNull } from "../../../../graphql/kept.js";
import { Node } from "../../../../graphql/node.js";
import { OneLine } from "../../../../graphql/one-line.js";
import { kebabCase } from "../../../practice/problems/edits/problem-edit.type.js";
import { KEBAB_CASE } from "../../../practice/topics/topic.type.js";
import { SLUG_MAX, SUMMARY_MAX, TITLE_MAX } from "../limits.js";
import { LOCALE_MAX } from "../../../../kernel/locales.js";
import { EXPECTED_VERSION, LOCALE_OF_TEXTS, REMOVED_TRANSLATION } from "../tracks/track.input.js";
import { TrackType } from "../tracks/track.type.js";
import type { ModuleText } from "./track-module.entity.js";
import type { ModuleRow } from "./track-module.loaders.js";

@ObjectType("ContentText", { simpleResolvers: true, description: "Title and summary of a module or a lesson in one language." })
export class ContentTextType implements ModuleText {
  @Field(() => String, { description: "Language that is served, as a BCP 47 tag. May differ from the requested one." })
  locale!: string;

  @Field(() => String, { description: "Display title." })
  title!: string;

  @Field(() => String, { description: "One or two sentences, as plain text. May be empty." })
  summary!: string;
}

@ObjectType("TrackModule", {
  implements: Node,
  simpleResolvers: true,
  description: "A chapter of a track, with lessons, assignments and materials. Visible to everyone who can see the track.",
})
export class TrackModuleType implements Pick<ModuleRow, "id" | "slug" | "title" | "summary" | "version" | "createdAt" | "updatedAt"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => String, { description: "Name, unique within the track." })
  slug!: string;

  @Field(() => String, { description: "Title in the track's own language. See `text` for other languages." })
  title!: string;

  @Field(() => String, { description: "One or two sentences in the track's own language. May be empty." })
  summary!: string;

  @Field(() => Int, { description: "Version of the module's own fields, for `expectedVersion`." })
  version!: number;

  @Field(() => GraphQLDateTime, { description: "When it was created." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When its own fields or its place were last changed." })
  updatedAt!: Date;
}

@InputType({ description: "A new module at the end of a track." })
export class CreateTrackModuleInput {
  @Field(() => idOf("Track"), { description: "ID of the track." })
  trackId!: string;

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

  @Field(() => String, { nullable: true, description: "One or two sentences as plain text, at most 500 characters." })
  @IsOptional()
  @MaxLength(SUMMARY_MAX)
  summary?: string | null;
}

@InputType({
  description:
    "Changes to a module. Omitted fields stay unchanged. null clears `summary`, and counts as omitted in `locale` and `removeTranslation`; null in any other field is BAD_USER_INPUT with the code REQUIRED.",
})
@NeverNull<UpdateTrackModuleInput>("slug", "title")
export class UpdateTrackModuleInput {
  @Field(() => idOf("TrackModule"), { description: "ID of the module." })
  id!: string;

  @Field(() => Int, { description: EXPECTED_VERSION })
  expectedVersion!: number;

  @Field(() => String, { nullable: true, description: "As in createTrackModule." })
  @IsOptional()
  @MaxLength(SLUG_MAX)
  @Matches(KEBAB_CASE, kebabCase)
  slug?: string | null;

  @Field(() => String, { nullable: true, description: LOCALE_OF_TEXTS })
  @IsOptional()
  @MaxLength(LOCALE_MAX)
  locale?: string | null;

  @Field(() => String, { nullable: true, description: "As in createTrackModule. Required for a new translation." })
  @IsOptional()
  @Length(1, TITLE_MAX)
  @Matches(/\S/, { message: "must have a visible character" })
  @OneLine()
  title?: string | null;

  @Field(() => String, { nullable: true, description: "As in createTrackModule." })
  @IsOptional()
  @MaxLength(SUMMARY_MAX)
  summary?: string | null;

  @Field(() => String, { nullable: true, description: REMOVED_TRANSLATION })
  @IsOptional()
  @MaxLength(LOCALE_MAX)
  removeTranslation?: string | null;
}

@InputType({ description: "A module and its new place." })
export class MoveTrackModuleInput {
  @Field(() => idOf("TrackModule"), { description: "ID of the module." })
  id!: string;

  @Field(() => idOf("TrackModule"), {
    nullable: true,
    description: "The module of the same track that it follows. null or omitted: it becomes the first.",
  })
  @IsOptional()
  afterId?: string | null;
}

@InputType({ description: "The module to delete." })
export class DeleteTrackModuleInput {
  @Field(() => idOf("TrackModule"), { description: "ID of a module without lessons that were ever published." })
  id!: string;
}

@ObjectType({ description: "Result of createTrackModule." })
export class CreateTrackModulePayload {
  @Field(() => TrackModuleType, { description: "The new module." })
  module!: TrackModuleType;
}

@ObjectType({ description: "Result of updateTrackModule." })
export class UpdateTrackModulePayload {
  @Field(() => TrackModuleType, { description: "The updated module." })
  module!: TrackModuleType;
}

@ObjectType({ description: "Result of moveTrackModule." })
export class MoveTrackModulePayload {
  @Field(() => TrackModuleType, { description: "The moved module." })
  module!: TrackModuleType;

  @Field(() => TrackType, { description: "Its track, with `modules` in their new order." })
  track!: TrackType;
}

@ObjectType({ description: "Result of deleteTrackModule." })
export class DeleteTrackModulePayload {
  @Field(() => idOf("TrackModule"), { description: "ID of the deleted module." })
  deletedId!: string;
}
