import { IsOptional, Length, Matches, MaxLength } from "class-validator";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { NeverNull } from "../../../../graphql/kept.js";
import { markdown, MarkdownType } from "../../../../graphql/markdown.js";
import { Node } from "../../../../graphql/node.js";
import { OneLine } from "../../../../graphql/one-line.js";
import { LanguageName, LanguageType } from "../../../practice/languages/language.type.js";
import { languageOf } from "../../../practice/languages/languages.js";
import { kebabCase } from "../../../practice/problems/edits/problem-edit.type.js";
import { KEBAB_CASE } from "../../../practice/topics/topic.type.js";
import { DESCRIPTION_MAX } from "../limits.js";
import { NAME_MAX } from "./subject.entity.js";
import type { SubjectRow } from "./subject.loaders.js";

@ObjectType("Subject", {
  implements: Node,
  simpleResolvers: true,
  description: "What tracks teach, usually a programming language, with a page of its own. Visible to everyone.",
})
export class SubjectType implements Omit<SubjectRow, "description" | "language"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => String, { description: "Unique name in URLs, such as `python`." })
  slug!: string;

  @Field(() => String, { description: "Display name." })
  name!: string;

  @Field(() => String, { description: "Name of a Lucide icon." })
  icon!: string;

  @Derived(({ description }: SubjectRow) => markdown(description))
  @Field(() => MarkdownType, { description: "Text of the subject's page. May be empty." })
  description?: MarkdownType;

  @Derived(({ language }: SubjectRow) => (language === null ? null : languageOf({ language })))
  @Field(() => LanguageType, { nullable: true, description: "The language of the judge that it is about. Null for other subjects." })
  language?: LanguageType | null;
}

@InputType({ description: "A new subject." })
export class CreateSubjectInput {
  @Field(() => String, { description: "Unique name in URLs: lowercase letters and digits, joined by dashes, at most 60 characters." })
  @MaxLength(NAME_MAX)
  @Matches(KEBAB_CASE, kebabCase)
  slug!: string;

  @Field(() => String, { description: "Display name, 1 to 60 characters." })
  @Length(1, NAME_MAX)
  @Matches(/\S/, { message: "must have a visible character" })
  @OneLine()
  name!: string;

  @Field(() => String, { description: "Name of a Lucide icon, such as `code`." })
  @MaxLength(NAME_MAX)
  @Matches(KEBAB_CASE, kebabCase)
  icon!: string;

  @Field(() => String, { nullable: true, description: "Text of the subject's page, in Markdown. At most 20,000 characters." })
  @IsOptional()
  @MaxLength(DESCRIPTION_MAX)
  description?: string | null;

  @Field(() => LanguageName, { nullable: true, description: "Slug or ID of one of `languages`, or one of its `aliases`." })
  @IsOptional()
  @MaxLength(40)
  language?: string | null;
}

@InputType({
  description:
    "Changes to a subject. Omitted fields stay unchanged. null clears `description` and `language`; null in any other field is BAD_USER_INPUT with the code REQUIRED.",
})
@NeverNull<UpdateSubjectInput>("slug", "name", "icon")
export class UpdateSubjectInput {
  @Field(() => idOf("Subject"), { description: "ID of the subject." })
  id!: string;

  @Field(() => String, { nullable: true, description: "As in createSubject. The old URL stops working." })
  @IsOptional()
  @MaxLength(NAME_MAX)
  @Matches(KEBAB_CASE, kebabCase)
  slug?: string | null;

  @Field(() => String, { nullable: true, description: "As in createSubject." })
  @IsOptional()
  @Length(1, NAME_MAX)
  @Matches(/\S/, { message: "must have a visible character" })
  @OneLine()
  name?: string | null;

  @Field(() => String, { nullable: true, description: "As in createSubject." })
  @IsOptional()
  @MaxLength(NAME_MAX)
  @Matches(KEBAB_CASE, kebabCase)
  icon?: string | null;

  @Field(() => String, { nullable: true, description: "As in createSubject." })
  @IsOptional()
  @MaxLength(DESCRIPTION_MAX)
  description?: string | null;

  @Field(() => LanguageName, { nullable: true, description: "As in createSubject." })
  @IsOptional()
  @MaxLength(40)
  language?: string | null;
}

@InputType({ description: "The subject to delete." })
export class DeleteSubjectInput {
  @Field(() => idOf("Subject"), { description: "ID of the subject." })
  id!: string;
}

@ObjectType({ description: "Result of createSubject." })
export class CreateSubjectPayload {
  @Field(() => SubjectType, { description: "The new subject." })
  subject!: SubjectType;
}

@ObjectType({ description: "Result of updateSubject." })
export class UpdateSubjectPayload {
  @Field(() => SubjectType, { description: "The updated subject." })
  subject!: SubjectType;
}

@ObjectType({ description: "Result of deleteSubject." })
export class DeleteSubjectPayload {
  @Field(() => idOf("Subject"), { description: "ID of the deleted subject." })
  deletedId!: string;
}
