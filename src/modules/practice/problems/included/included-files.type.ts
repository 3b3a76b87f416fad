import { ArrayMaxSize, ArrayMinSize, MaxLength, ValidateNested } from "class-validator";
import { Field, InputType, ObjectType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { type IncludedFile, INCLUDED_BYTES_MAX, INCLUDED_FILES_MAX } from "../../../../judge/included-files.js";
import { KIB } from "../../../../kernel/units.js";
import { FileName, NOT_OF_MAIN } from "../checker-programs/file-name.js";
import { LanguageName, LanguageType } from "../../languages/language.type.js";
import { languageOf } from "../../languages/languages.js";

@ObjectType("IncludedFile", { simpleResolvers: true, description: "A file that the judge puts beside every submission in a language." })
export class IncludedFileType implements IncludedFile {
  @Field(() => String, { description: "File name, with folders." })
  name!: string;

  @Field(() => String, { description: "Content." })
  content!: string;
}

@ObjectType("IncludedFiles", {
  simpleResolvers: true,
  description: "The files that the judge puts beside every submission in one language.",
})
export class IncludedFilesType {
  @Derived(languageOf)
  @Field(() => LanguageType, { description: "The language." })
  language!: string;

  @Field(() => [IncludedFileType], { description: "The files." })
  files!: IncludedFileType[];
}

@InputType({ description: "A file that the judge puts beside every submission in a language." })
export class IncludedFileInput {
  @FileName({ example: "geometry.h", rule: NOT_OF_MAIN })
  name!: string;

  @Field(() => String, { description: "Content, as text." })
  @MaxLength(INCLUDED_BYTES_MAX)
  content!: string;
}

@InputType({
  description: `The files that the judge puts beside every submission in one language, at most ${INCLUDED_BYTES_MAX / KIB} KiB together.`,
})
export class IncludedFilesInput {
  @Field(() => LanguageName, { description: "Slug or ID of one of `languages`, or one of its `aliases`." })
  @MaxLength(40)
  language!: string;

  @Field(() => [IncludedFileInput], {
    description: `The files, at most ${INCLUDED_FILES_MAX}. Sources in C++, Java and Go are compiled with the submission, except C++ sources that another one includes.`,
  })
  @ArrayMinSize(1)
  @ArrayMaxSize(INCLUDED_FILES_MAX)
  @ValidateNested({ each: true })
  files!: IncludedFileInput[];
}
