import { ArrayMaxSize, ArrayNotEmpty, IsInt, IsOptional, Min, MaxLength, ValidateNested } from "class-validator";
import { Field, InputType, Int } from "type-graphql";
import { OneLine } from "../../../../graphql/one-line.js";
import { NeverNull } from "../../../../graphql/kept.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { NAME_RULE, TESTS_MAX } from "../../../../judge/test-set.js";
import { NOTE } from "../edits/problem-edit.type.js";
import { EXPLANATION_LIMIT, INLINE_LIMIT_BYTES, limitsInWords } from "./test-limits.js";

const SAMPLE = `Whether everyone may see it; then it is UTF-8 text of at most ${limitsInWords.sample}, input and expected output together.`;
const EXPLANATION = `For samples: why that is the answer, in Markdown, at most ${EXPLANATION_LIMIT} characters.`;
export const PUBLISH_TESTS =
  "Whether the tests become live in the same step. Default false: for a problem that has been published they wait as its `draftTestSet` for publishProblemTests or publishProblem. A problem that was never published takes them at once.";
const MOST_CHANGES = TESTS_MAX;

@InputType({ description: "Input or expected output of a test. Give exactly one of the two fields." })
export class TestDataInput {
  @Field(() => String, { nullable: true, description: `The data as text; at most ${limitsInWords.inline} in a request.` })
  @IsOptional()
  @MaxLength(INLINE_LIMIT_BYTES)
  text?: string | null;

  @Field(() => idOf("File"), {
    nullable: true,
    description: `A READY file of purpose TEST_DATA: any bytes, at most ${limitsInWords.data}. It is removed once it is part of the set.`,
  })
  @IsOptional()
  fileId?: string | null;
}

@InputType({ description: "A test to add." })
export class AddTestInput {
  @Field(() => String, { description: `Unique within the set. ${NAME_RULE}` })
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

  @Field(() => Int, { nullable: true, description: "Where to put it, 0 for the first place. Default: the end." })
  @IsOptional()
  @IsInt()
  @Min(0)
  position?: number | null;
}

@InputType({
  description:
    "New data for a test. What is absent stays as it is. null clears `explanation`; elsewhere it is BAD_USER_INPUT with the code REQUIRED.",
})
@NeverNull<ReplaceTestInput>("input", "output", "sample")
export class ReplaceTestInput {
  @Field(() => String, { description: "Its name." })
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
}

@InputType({ description: "Another name for a test." })
export class RenameTestInput {
  @Field(() => String, { description: "Its name." })
  @MaxLength(500)
  @OneLine()
  name!: string;

  @Field(() => String, { description: `Its new name, unique within the set. ${NAME_RULE}` })
  @MaxLength(500)
  @OneLine()
  to!: string;
}

@InputType({ description: "Another place for a test." })
export class MoveTestInput {
  @Field(() => String, { description: "Its name." })
  @MaxLength(500)
  @OneLine()
  name!: string;

  @Field(() => Int, { description: "Its place among the tests that remain, 0 for the first. Samples stay before hidden tests." })
  @IsInt()
  @Min(0)
  position!: number;
}

@InputType({ description: "One change of a test set. Give exactly one of the fields." })
export class TestChangeInput {
  @Field(() => AddTestInput, { nullable: true, description: "Adds a test." })
  @IsOptional()
  @ValidateNested()
  add?: AddTestInput | null;

  @Field(() => ReplaceTestInput, { nullable: true, description: "Replaces data of a test, or makes it a sample or hidden." })
  @IsOptional()
  @ValidateNested()
  replace?: ReplaceTestInput | null;

  @Field(() => String, { nullable: true, description: "Removes the test of this name." })
  @IsOptional()
  @MaxLength(500)
  @OneLine()
  remove?: string | null;

  @Field(() => RenameTestInput, { nullable: true, description: "Renames a test." })
  @IsOptional()
  @ValidateNested()
  rename?: RenameTestInput | null;

  @Field(() => MoveTestInput, { nullable: true, description: "Moves a test to another place." })
  @IsOptional()
  @ValidateNested()
  move?: MoveTestInput | null;
}

@InputType({ description: "Changes of single tests." })
export class EditProblemTestsInput {
  @Field(() => idOf("Problem"), { description: "The problem." })
  problemId!: string;

  @Field(() => Int, {
    description: "Version that you change: that of `draftTestSet` if there is one, else of `testSet`; 0 when there are no tests yet.",
  })
  expectedVersion!: number;

  @Field(() => [TestChangeInput], {
    description: `At most ${MOST_CHANGES}, applied in order. All of them become one new version, or none does.`,
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
  @Field(() => idOf("Problem"), { description: "The problem." })
  problemId!: string;

  @Field(() => idOf("File"), {
    description: `The archive: a READY file of purpose TEST_DATA. Each test is a file \`NAME.in\` and a file \`NAME.ans\` or \`NAME.out\`, in folders or not, such as \`secret/01.in\`; a test in a folder \`sample\` is a sample, which \`NAME.md\` may explain. It unpacks to at most ${limitsInWords.set} and ${TESTS_MAX} tests, and is removed once it is imported.`,
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
  @Field(() => idOf("Problem"), { description: "The problem." })
  problemId!: string;

  @Field(() => Int, { description: "Version of the `draftTestSet` you mean to publish. CONFLICT when the draft is another." })
  version!: number;
}
