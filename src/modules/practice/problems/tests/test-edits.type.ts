import { ArrayMaxSize, ArrayNotEmpty, IsInt, IsOptional, Min, MaxLength, ValidateNested } from "class-validator";
import { Field, InputType, Int } from "type-graphql";
import { OneLine } from "../../../../graphql/one-line.js";
import { NeverNull } from "../../../../graphql/kept.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { NAME_RULE, TESTS_MAX } from "../../../../judge/test-set.js";
import { NOTE } from "../edits/edit-descriptions.js";
import { CheckerArguments } from "./checker-arguments.js";
import { EXPLANATION_LIMIT, INLINE_LIMIT_BYTES, limitsInWords } from "./test-limits.js";

const SAMPLE = `Whether the test is visible to everyone. Samples must be UTF-8 text of at most ${limitsInWords.sample}, input and expected output together.`;
const EXPLANATION = `For samples: explanation of the output, in Markdown. At most ${EXPLANATION_LIMIT} characters.`;
export const PUBLISH_TESTS =
  "Whether the tests become live immediately. Default false: for a problem that has been published, they become its `draftTestSet` until publishProblemTests or publishProblem. For a problem that was never published, they are live immediately in any case.";
const MOST_CHANGES = TESTS_MAX;

@InputType({ description: "Input or expected output of a test. Give exactly one of the two fields." })
export class TestDataInput {
  @Field(() => String, { nullable: true, description: `The data as text. At most ${limitsInWords.inline} in a request.` })
  @IsOptional()
  @MaxLength(INLINE_LIMIT_BYTES)
  text?: string | null;

  @Field(() => idOf("File"), {
    nullable: true,
    description: `A READY file of purpose TEST_DATA with arbitrary bytes, at most ${limitsInWords.data}. It is deleted once it is part of the set.`,
  })
  @IsOptional()
  fileId?: string | null;
}

@InputType({ description: "A test to add." })
export class AddTestInput {
  @Field(() => String, { description: `Name, unique within the set. ${NAME_RULE}` })
  @MaxLength(500)
  @OneLine()
  name!: string;

  @Field(() => TestDataInput, { description: "Standard input." })
  @ValidateNested()
  input!: TestDataInput;

  @Field(() => TestDataInput, { description: "The expected output." })
  @ValidateNested()
  output!: TestDataInput;

  @Field(() => Boolean, { nullable: true, description: `${SAMPLE} Default false: hidden.` })
  @IsOptional()
  sample?: boolean | null;

  @Field(() => String, { nullable: true, description: EXPLANATION })
  @IsOptional()
  @MaxLength(EXPLANATION_LIMIT)
  explanation?: string | null;

  @CheckerArguments()
  checkerArguments?: string[] | null;

  @Field(() => Int, { nullable: true, description: "Index at which to insert the test, starting at 0. Default: the end." })
  @IsOptional()
  @IsInt()
  @Min(0)
  position?: number | null;
}

@InputType({
  description:
    "New data for a test. Omitted fields stay unchanged. null clears `explanation` and `checkerArguments`; null in any other field is BAD_USER_INPUT with the code REQUIRED.",
})
@NeverNull<ReplaceTestInput>("input", "output", "sample")
export class ReplaceTestInput {
  @Field(() => String, { description: "Name of the test." })
  @MaxLength(500)
  @OneLine()
  name!: string;

  @Field(() => TestDataInput, { nullable: true, description: "Standard input." })
  @IsOptional()
  @ValidateNested()
  input?: TestDataInput | null;

  @Field(() => TestDataInput, { nullable: true, description: "The expected output." })
  @IsOptional()
  @ValidateNested()
  output?: TestDataInput | null;

  @Field(() => Boolean, { nullable: true, description: SAMPLE })
  @IsOptional()
  sample?: boolean | null;

  @Field(() => String, { nullable: true, description: EXPLANATION })
  @IsOptional()
  @MaxLength(EXPLANATION_LIMIT)
  explanation?: string | null;

  @CheckerArguments()
  checkerArguments?: string[] | null;
}

@InputType({ description: "A new name for a test." })
export class RenameTestInput {
  @Field(() => String, { description: "Current name of the test." })
  @MaxLength(500)
  @OneLine()
  name!: string;

  @Field(() => String, { description: `New name, unique within the set. ${NAME_RULE}` })
  @MaxLength(500)
  @OneLine()
  to!: string;
}

@InputType({ description: "A new position for a test." })
export class MoveTestInput {
  @Field(() => String, { description: "Name of the test." })
  @MaxLength(500)
  @OneLine()
  name!: string;

  @Field(() => Int, { description: "New index among the remaining tests, starting at 0. Samples stay before hidden tests." })
  @IsInt()
  @Min(0)
  position!: number;
}

@InputType({ description: "A change to a test set. Give exactly one of the fields." })
export class TestChangeInput {
  @Field(() => AddTestInput, { nullable: true, description: "Adds a test." })
  @IsOptional()
  @ValidateNested()
  add?: AddTestInput | null;

  @Field(() => ReplaceTestInput, { nullable: true, description: "Replaces data of a test, or changes whether it is a sample or hidden." })
  @IsOptional()
  @ValidateNested()
  replace?: ReplaceTestInput | null;

  @Field(() => String, { nullable: true, description: "Removes the test with this name." })
  @IsOptional()
  @MaxLength(500)
  @OneLine()
  remove?: string | null;

  @Field(() => RenameTestInput, { nullable: true, description: "Renames a test." })
  @IsOptional()
  @ValidateNested()
  rename?: RenameTestInput | null;

  @Field(() => MoveTestInput, { nullable: true, description: "Moves a test to another position." })
  @IsOptional()
  @ValidateNested()
  move?: MoveTestInput | null;
}

@InputType({ description: "Changes to individual tests." })
export class EditProblemTestsInput {
  @Field(() => idOf("Problem"), { description: "ID of the problem." })
  problemId!: string;

  @Field(() => Int, {
    description:
      "Version that the changes are based on: that of `draftTestSet` if there is one, otherwise that of `testSet`; 0 if there are no tests yet.",
  })
  expectedVersion!: number;

  @Field(() => [TestChangeInput], {
    description: `At most ${MOST_CHANGES} changes, applied in order. They are applied atomically as one new version.`,
  })
  @ArrayNotEmpty()
  @ArrayMaxSize(MOST_CHANGES)
  @ValidateNested({ each: true })
  changes!: TestChangeInput[];

  @Field(() => Boolean, { nullable: true, description: PUBLISH_TESTS })
  @IsOptional()
  publish?: boolean | null;

  @Field(() => String, { nullable: true, description: NOTE })
  @IsOptional()
  @MaxLength(500)
  note?: string | null;
}

@InputType({ description: "A ZIP archive of tests." })
export class ImportProblemTestsInput {
  @Field(() => idOf("Problem"), { description: "ID of the problem." })
  problemId!: string;

  @Field(() => idOf("File"), {
    description: `The archive: a READY file of purpose TEST_DATA. Each test consists of a file \`NAME.in\` and a file \`NAME.ans\` or \`NAME.out\`, optionally in folders, such as \`secret/01.in\`. Tests in a folder \`sample\` are samples and may have an explanation in \`NAME.md\`. The unpacked size is at most ${limitsInWords.set} and ${TESTS_MAX} tests. The file is deleted once it is imported.`,
  })
  fileId!: string;

  @Field(() => Int, { nullable: true, description: "As in setProblemTests." })
  @IsOptional()
  expectedVersion?: number | null;

  @Field(() => Boolean, { nullable: true, description: PUBLISH_TESTS })
  @IsOptional()
  publish?: boolean | null;

  @Field(() => String, { nullable: true, description: NOTE })
  @IsOptional()
  @MaxLength(500)
  note?: string | null;
}

@InputType({ description: "The draft of a problem's tests to publish." })
export class PublishProblemTestsInput {
  @Field(() => idOf("Problem"), { description: "ID of the problem." })
  problemId!: string;

  @Field(() => Int, {
    description: "Version of the `draftTestSet` that you mean to publish. CONFLICT if the draft has a different version.",
  })
  version!: number;
}
