import { markdown, MarkdownType } from "../../../../graphql/markdown.js";
import { Derived } from "../../../../graphql/derived.js";
import { IsOptional, Length, Matches, MaxLength } from "class-validator";
import { GraphQLDateTime, GraphQLURL } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { NeverNull } from "../../../../graphql/kept.js";
import { Node } from "../../../../graphql/node.js";
import { OneLine } from "../../../../graphql/one-line.js";
import { LOCALE_MAX } from "../../../../kernel/locales.js";
import { SUMMARY_MAX, TITLE_MAX } from "../limits.js";
import { EXPECTED_VERSION, LOCALE_OF_TEXTS, REMOVED_TRANSLATION } from "../tracks/track.input.js";
import { MATERIAL_KINDS, URL_MAX, type MaterialKind, type MaterialText } from "./material.entity.js";
import type { MaterialRow } from "./material.loaders.js";

const MaterialKindEnum = enumOf(MATERIAL_KINDS);
registerEnumType(MaterialKindEnum, {
  name: "MaterialKind",
  description: "Kind of a material.",
  valuesConfig: {
    FILE: { description: "A file to download." },
    LINK: { description: "A page on the web." },
    SLIDES: { description: "Slides: a file of the track, or a page on the web." },
  },
});

@ObjectType("MaterialText", { simpleResolvers: true, description: "Texts of a material in one language." })
export class MaterialTextType implements Omit<MaterialText, "description"> {
  @Field(() => String, { description: "Language that is served, as a BCP 47 tag. May differ from the requested one." })
  locale!: string;

  @Field(() => String, { description: "Display title." })
  title!: string;

  @Derived(({ description }: MaterialText) => markdown(description))
  @Field(() => MarkdownType, { description: "One or two sentences. May be empty." })
  description?: MarkdownType;
}

@ObjectType("Material", {
  implements: Node,
  simpleResolvers: true,
  description: "A file or link that belongs to a module or lesson. Visible to everyone who can read the content of that module or lesson.",
})
export class MaterialType implements Omit<MaterialRow, "moduleId" | "lessonId" | "fileId" | "translations" | "locale"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => MaterialKindEnum, { description: "Kind." })
  kind!: MaterialKind;

  @Derived(({ locale, translations }: MaterialRow) => [locale, ...Object.keys(translations).sort()])
  @Field(() => [String], { description: "Languages that its texts exist in, the track's own first." })
  locales?: string[];

  @Field(() => String, { description: "Title in the track's own language. See `text` for other languages." })
  title!: string;

  @Field(() => String, { description: "One or two sentences in the track's own language, as they were written. May be empty." })
  description!: string;

  @Derived(({ description }: MaterialRow) => markdown(description))
  @Field(() => MarkdownType, { description: "`description` as Markdown, with HTML." })
  descriptionMarkdown?: MarkdownType;

  @Field(() => GraphQLURL, { nullable: true, description: "https address. Set unless `file` is." })
  url!: string | null;

  @Field(() => Int, { description: "Version, for `expectedVersion`." })
  version!: number;

  @Field(() => GraphQLDateTime, { description: "When it was added." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When it was last changed or moved." })
  updatedAt!: Date;
}

@InputType({
  description: "A new material at the end of a module's or a lesson's list. Give `moduleId` or `lessonId`, and `fileId` or `url`.",
})
export class AddMaterialInput {
  @Field(() => idOf("TrackModule"), { nullable: true, description: "ID of the module." })
  @IsOptional()
  moduleId?: string | null;

  @Field(() => idOf("Lesson"), { nullable: true, description: "ID of the lesson." })
  @IsOptional()
  lessonId?: string | null;

  @Field(() => MaterialKindEnum, { description: "FILE has a file, LINK an address, SLIDES either." })
  kind!: MaterialKind;

  @Field(() => String, { description: "Title, 1 to 120 characters." })
  @Length(1, TITLE_MAX)
  @Matches(/\S/, { message: "must have a visible character" })
  @OneLine()
  title!: string;

  @Field(() => String, { nullable: true, description: "One or two sentences as plain text, at most 500 characters." })
  @IsOptional()
  @MaxLength(SUMMARY_MAX)
  description?: string | null;

  @Field(() => idOf("TrackFile"), { nullable: true, description: "A file of the track: see addTrackFile." })
  @IsOptional()
  fileId?: string | null;

  @Field(() => String, { nullable: true, description: "https address, at most 2,000 characters." })
  @IsOptional()
  @MaxLength(URL_MAX)
  url?: string | null;
}

@InputType({
  description:
    "Changes to a material. Omitted fields stay unchanged. null clears `description`, and counts as omitted in `locale` and `removeTranslation`; null in any other field is BAD_USER_INPUT with the code REQUIRED.",
})
@NeverNull<UpdateMaterialInput>("title", "url")
export class UpdateMaterialInput {
  @Field(() => idOf("Material"), { description: "ID of the material." })
  id!: string;

  @Field(() => Int, { description: EXPECTED_VERSION })
  expectedVersion!: number;

  @Field(() => String, { nullable: true, description: LOCALE_OF_TEXTS })
  @IsOptional()
  @MaxLength(LOCALE_MAX)
  locale?: string | null;

  @Field(() => String, { nullable: true, description: REMOVED_TRANSLATION })
  @IsOptional()
  @MaxLength(LOCALE_MAX)
  removeTranslation?: string | null;

  @Field(() => String, { nullable: true, description: "As in addMaterial." })
  @IsOptional()
  @Length(1, TITLE_MAX)
  @Matches(/\S/, { message: "must have a visible character" })
  @OneLine()
  title?: string | null;

  @Field(() => String, { nullable: true, description: "As in addMaterial." })
  @IsOptional()
  @MaxLength(SUMMARY_MAX)
  description?: string | null;

  @Field(() => String, { nullable: true, description: "As in addMaterial. Only for a material that has an address." })
  @IsOptional()
  @MaxLength(URL_MAX)
  url?: string | null;
}

@InputType({ description: "A material and its new place." })
export class MoveMaterialInput {
  @Field(() => idOf("Material"), { description: "ID of the material." })
  id!: string;

  @Field(() => idOf("Material"), {
    nullable: true,
    description: "The material of the same list that it follows. null or omitted: it becomes the first.",
  })
  @IsOptional()
  afterId?: string | null;
}

@InputType({ description: "The material to remove." })
export class RemoveMaterialInput {
  @Field(() => idOf("Material"), { description: "ID of the material." })
  id!: string;
}

@ObjectType({ description: "Result of addMaterial." })
export class AddMaterialPayload {
  @Field(() => MaterialType, { description: "The new material." })
  material!: MaterialRow;
}

@ObjectType({ description: "Result of updateMaterial." })
export class UpdateMaterialPayload {
  @Field(() => MaterialType, { description: "The updated material." })
  material!: MaterialRow;
}

@ObjectType({ description: "Result of moveMaterial." })
export class MoveMaterialPayload {
  @Field(() => MaterialType, { description: "The moved material." })
  material!: MaterialRow;
}

@ObjectType({ description: "Result of removeMaterial." })
export class RemoveMaterialPayload {
  @Field(() => idOf("Material"), { description: "ID of the removed material." })
  deletedId!: string;
}
