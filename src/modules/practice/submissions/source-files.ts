import { ArrayMaxSize, IsOptional, MaxLength, ValidateNested } from "class-validator";
import { Field, InputType, ObjectType } from "type-graphql";
import { fieldErrors } from "../../../kernel/errors.js";
import { MIB } from "../../../kernel/units.js";
import { FileName, NOT_OF_MAIN } from "../problems/checker-programs/file-name.js";
import { problemsOfFilesBeside } from "../problems/included/included-files.js";
import type { SourceFile } from "./submission.entity.js";
import { SOURCE_FILES_MAX } from "./submission-limits.js";

@ObjectType("SourceFile", { simpleResolvers: true, description: "A file next to the main file of a submission." })
export class SourceFileType {
  @Field(() => String, { description: "File name, with folders." })
  name!: string;

  @Field(() => String, { description: "Content." })
  content!: string;
}

@InputType({ description: "A file next to the main file of a submission." })
export class SourceFileInput {
  @FileName({ example: "helper.py", rule: NOT_OF_MAIN })
  name!: string;

  @Field(() => String, { description: "Content, as text. Counts towards `site { sourceLimitBytes }`." })
  @MaxLength(MIB)
  content!: string;
}

/** Code that is submitted or run. */
@InputType({ description: "Internal base type; not part of the schema." })
export abstract class CodeFields {
  @Field(() => String, {
    description:
      "Source code of the main file, which is named `Language.fileName`. With `files`, at most `site { sourceLimitBytes }` together.",
  })
  source!: string;

  @Field(() => [SourceFileInput], {
    nullable: true,
    description: `Other files next to it, at most ${SOURCE_FILES_MAX}: modules and headers that it imports or includes. Other sources in C++, Java and Go are compiled with it, except C++ sources that another one includes. They can't replace an included file of the problem.`,
  })
  @IsOptional()
  @ArrayMaxSize(SOURCE_FILES_MAX)
  @ValidateNested({ each: true })
  files?: SourceFileInput[] | null;
}

/** BAD_USER_INPUT for names that are taken. The size is checked apart. */
export function expectFiles({ language, source, files }: CodeFields & { language: string }): void {
  if (!files || files.length === 0) return;
  const problems = problemsOfFilesBeside({ language, source, files }, "input");
  if (problems.length > 0) throw fieldErrors(problems);
}

export function bytesOf({ source, files }: Pick<CodeFields, "source" | "files">): number {
  return (files ?? []).reduce((sum, { content }) => sum + Buffer.byteLength(content), Buffer.byteLength(source));
}

/** As they are stored. */
export function filesIn({ files }: Pick<CodeFields, "files">): SourceFile[] {
  return (files ?? []).map(({ name, content }) => ({ name, content }));
}
