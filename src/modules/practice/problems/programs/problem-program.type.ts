import { ArrayMaxSize, ArrayUnique, IsOptional, Length, Matches, MaxLength, ValidateNested } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { Node } from "../../../../graphql/node.js";
import { OneLine } from "../../../../graphql/one-line.js";
import { ARGUMENT_CHARS_MAX, ARGUMENTS_MAX, FILES_MAX, PROGRAM_BYTES_MAX } from "../../../../judge/checker-programs/checker-program.js";
import {
  EXPECTABLE,
  type Expectable,
  PROGRAM_PURPOSES,
  PROGRAMS_MAX,
  type ProgramPurpose,
  VALIDATOR_KINDS,
  type ValidatorKind,
} from "../../../../judge/problem-programs/problem-program.js";
import { KIB } from "../../../../kernel/units.js";
import { VERDICTS } from "../../../../judge/verdict.js";
import { LanguageName, LanguageType } from "../../languages/language.type.js";
import { languageOf } from "../../languages/languages.js";
import { CheckerFileInput, CheckerFileType } from "../checker-programs/checker-program.type.js";
import { NAME_MAX } from "./problem-program.entity.js";
import type { ProblemProgramRow } from "./program-rows.js";

export const PurposeEnum = enumOf(PROGRAM_PURPOSES);
registerEnumType(PurposeEnum, {
  name: "ProgramPurpose",
  description: "What a program of a problem's authors is for.",
  valuesConfig: {
    VALIDATOR: { description: "Checks the inputs of tests. Tests that it rejects can't be stored." },
    GENERATOR: { description: "Writes the input of a test to standard output. Its arguments include the seed." },
    SOLUTION: { description: "A reference solution with expected verdicts. Also makes expected outputs." },
  },
});

const KindEnum = enumOf(VALIDATOR_KINDS);
registerEnumType(KindEnum, {
  name: "ValidatorKind",
  description: "How a validator answers. The input is its standard input.",
  valuesConfig: {
    TESTLIB: { description: "Written with testlib: exit code 0 accepts, 1 to 3 reject. Its message is on standard error." },
    KATTIS: { description: "Of the Kattis and ICPC package formats: exit code 42 accepts, 43 rejects. Takes `arguments`." },
  },
});

export const ExpectedEnum = enumOf(EXPECTABLE);
registerEnumType(ExpectedEnum, {
  name: "ExpectedVerdict",
  description: "Verdict that a reference solution is meant to get.",
  valuesConfig: Object.fromEntries(EXPECTABLE.map((verdict) => [verdict, { description: VERDICTS[verdict] }])),
});

@ObjectType("ProblemProgram", {
  implements: Node,
  simpleResolvers: true,
  description: "A validator, generator or reference solution of a problem, for its editors.",
})
export class ProblemProgramType implements Omit<ProblemProgramRow, "problemId"> {
  @Field(() => ID, { description: "Global ID. Stays when the program is replaced by another of the same name." })
  id!: string;

  @Field(() => PurposeEnum, { description: "What it is for." })
  purpose!: ProgramPurpose;

  @Field(() => String, { description: "Name, unique among the problem's programs of this purpose." })
  name!: string;

  @Field(() => KindEnum, { nullable: true, description: "How a validator answers. Null for other programs." })
  kind!: ValidatorKind | null;

  @Derived(languageOf)
  @Field(() => LanguageType, { description: "Language of the source." })
  language!: string;

  @Field(() => String, { description: "Source code." })
  source!: string;

  @Field(() => [CheckerFileType], { description: "Other files of the program: headers, modules and further sources." })
  files!: CheckerFileType[];

  @Field(() => [String], { description: "Arguments of a validator." })
  arguments!: string[];

  @Field(() => [ExpectedEnum], { description: "Verdicts that a reference solution may get. Empty for other programs." })
  expectedVerdicts!: Expectable[];

  @Field(() => String, { description: "Identifies the content: changes with source, files, language, kind and arguments." })
  version!: string;

  @Field(() => GraphQLDateTime, { description: "When it was added." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When its content changed last." })
  updatedAt!: Date;
}

const counts = `${PROGRAMS_MAX.VALIDATOR} validators, ${PROGRAMS_MAX.GENERATOR} generators and ${PROGRAMS_MAX.SOLUTION} reference solutions`;

@InputType({
  description: `A program of a problem's authors. A problem has at most ${counts}. Source and files have at most ${PROGRAM_BYTES_MAX / KIB} KiB together.`,
})
export class SaveProblemProgramInput {
  @Field(() => idOf("Problem"), { description: "ID of the problem." })
  problemId!: string;

  @Field(() => PurposeEnum, { description: "What it is for." })
  purpose!: ProgramPurpose;

  @Field(() => String, {
    description: `Name, at most ${NAME_MAX} characters: letters, digits, dots, dashes, underscores and slashes. A program of the same purpose and name is replaced.`,
  })
  @Length(1, NAME_MAX)
  @OneLine()
  @Matches(/^[A-Za-z0-9][A-Za-z0-9._/-]*$/, {
    message: "use letters, digits, dots, dashes, underscores and slashes, a letter or digit first",
  })
  name!: string;

  @Field(() => KindEnum, { nullable: true, description: "How a validator answers. Required for a validator, and only allowed there." })
  @IsOptional()
  kind?: ValidatorKind | null;

  @Field(() => LanguageName, { description: "Slug or ID of one of `languages`, or one of its `aliases`." })
  @MaxLength(40)
  language!: string;

  @Field(() => String, { description: "Source code of the file that starts. It may include or import `files`." })
  @Length(1, PROGRAM_BYTES_MAX)
  source!: string;

  @Field(() => [CheckerFileInput], {
    nullable: true,
    description: `Other files of the program, at most ${FILES_MAX}: headers, modules and further sources, as in \`CheckerProgramInput\`.`,
  })
  @IsOptional()
  @ArrayMaxSize(FILES_MAX)
  @ValidateNested({ each: true })
  files?: CheckerFileInput[] | null;

  @Field(() => [String], {
    nullable: true,
    description: `Arguments of a validator, at most ${ARGUMENTS_MAX} with ${ARGUMENT_CHARS_MAX} characters each. Generators get theirs with each test.`,
  })
  @IsOptional()
  @ArrayMaxSize(ARGUMENTS_MAX)
  @MaxLength(ARGUMENT_CHARS_MAX, { each: true })
  arguments?: string[] | null;

  @Field(() => [ExpectedEnum], {
    nullable: true,
    description:
      "Verdicts that a reference solution may get, at least one; only allowed there. RUNTIME_ERROR also stands for MEMORY_LIMIT_EXCEEDED and OUTPUT_LIMIT_EXCEEDED.",
  })
  @IsOptional()
  @ArrayMaxSize(EXPECTABLE.length)
  @ArrayUnique()
  expectedVerdicts?: Expectable[] | null;
}

@InputType({ description: "The program to remove." })
export class RemoveProblemProgramInput {
  @Field(() => idOf("ProblemProgram"), { description: "ID of the program." })
  id!: string;
}

@ObjectType({ description: "Result of removeProblemProgram." })
export class RemoveProblemProgramPayload {
  @Field(() => idOf("ProblemProgram"), { description: "ID of the removed program." })
  deletedId!: string;
}
