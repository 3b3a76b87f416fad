import { ArrayMaxSize, Length, MaxLength, IsOptional, ValidateNested } from "class-validator";
import { Field, InputType, ObjectType, registerEnumType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import {
  ARGUMENT_CHARS_MAX,
  ARGUMENTS_MAX,
  CHECKER_KINDS,
  type CheckerKind,
  type CheckerProgram,
  FILES_MAX,
  PROGRAM_BYTES_MAX,
} from "../../../../judge/checker-programs/checker-program.js";
import { KIB } from "../../../../kernel/units.js";
import { FileName } from "./file-name.js";
import { LanguageName, LanguageType } from "../../languages/language.type.js";
import { languageOf } from "../../languages/languages.js";

const KindEnum = enumOf(CHECKER_KINDS);
registerEnumType(KindEnum, {
  name: "CheckerKind",
  description: "How a checker program is called, and how it answers.",
  valuesConfig: {
    TESTLIB: {
      description:
        "Called with the paths of input, output and answer. Answers by its exit code, as testlib does: 0 accepted; 1, 2, 4 and 8 wrong; 7 points (`quitp`); `_pc(n)` wrong, with n points; 3 failure of the checker. Its message is on standard error.",
    },
    KATTIS: {
      description:
        "An output validator of the Kattis and ICPC package formats. Called with the paths of input and answer, of a folder for feedback, and with `arguments`; the output is its standard input. Exit code 42 accepts, 43 rejects. In the folder it may write `judgemessage.txt`, `teammessage.txt` and `score.txt`.",
    },
  },
});

@ObjectType("CheckerFile", { simpleResolvers: true, description: "A file next to the source of a checker program." })
export class CheckerFileType {
  @Field(() => String, { description: "File name." })
  name!: string;

  @Field(() => String, { description: "Content." })
  content!: string;
}

@ObjectType("CheckerProgram", { simpleResolvers: true, description: "A problem's own checker, for its editors. Immutable." })
export class CheckerProgramType implements CheckerProgram {
  @Field(() => KindEnum, { description: "How it is called, and how it answers." })
  kind!: CheckerKind;

  @Derived(languageOf)
  @Field(() => LanguageType, { description: "Language of the source." })
  language!: string;

  @Field(() => String, { description: "Source code." })
  source!: string;

  @Field(() => [CheckerFileType], { description: "Other files of the program: headers, modules and further sources." })
  files!: CheckerFileType[];

  @Field(() => [String], { description: "Additional arguments of a KATTIS program." })
  arguments!: string[];
}

@InputType({ description: "A file next to the source of a checker program." })
export class CheckerFileInput {
  @FileName({ example: "testlib.h", folders: ", as in `graph/edge.h`" })
  name!: string;

  @Field(() => String, { description: "Content, as text." })
  @MaxLength(PROGRAM_BYTES_MAX)
  content!: string;
}

@InputType({
  description: `A problem's own checker, for \`checker: "custom"\`. It is compiled before it is saved. Source and files have at most ${PROGRAM_BYTES_MAX / KIB} KiB together.`,
})
export class CheckerProgramInput {
  @Field(() => KindEnum, { description: "How it is called, and how it answers." })
  kind!: CheckerKind;

  @Field(() => LanguageName, { description: "Slug or ID of one of `languages`, or one of its `aliases`." })
  @MaxLength(40)
  language!: string;

  @Field(() => String, { description: "Source code of the file that starts. It may include or import `files`." })
  @Length(1, PROGRAM_BYTES_MAX)
  source!: string;

  @Field(() => [CheckerFileInput], {
    nullable: true,
    description: `Other files next to the source, at most ${FILES_MAX}: headers and modules. Other sources in C++, Java and Go are compiled with it, except C++ sources that another one includes. The judge may have a \`testlib.h\` of its own; one in here takes precedence.`,
  })
  @IsOptional()
  @ArrayMaxSize(FILES_MAX)
  @ValidateNested({ each: true })
  files?: CheckerFileInput[] | null;

  @Field(() => [String], {
    nullable: true,
    description: `Additional arguments, at most ${ARGUMENTS_MAX} with ${ARGUMENT_CHARS_MAX} characters each. Only for KATTIS.`,
  })
  @IsOptional()
  @ArrayMaxSize(ARGUMENTS_MAX)
  @MaxLength(ARGUMENT_CHARS_MAX, { each: true })
  arguments?: string[] | null;
}
