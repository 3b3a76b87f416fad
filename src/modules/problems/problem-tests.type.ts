import { ArrayMaxSize, ArrayNotEmpty, IsOptional, Length, Matches, Max, MaxLength, Min, ValidateNested } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { ArgsType, Field, InputType, Int, ObjectType } from "type-graphql";
import { OneLine } from "../../graphql/one-line.js";
import { TEST_NAME } from "../../judge/test-set.js";
import { Checked } from "../../graphql/checked.js";
import { connectionOf } from "../../graphql/pagination.js";
import { GraphQLUUID } from "../../graphql/uuid.js";
import { KIB } from "../../kernel/units.js";
import { checkTests } from "./problem-checks.js";
import { NOTE } from "./problem-edit.type.js";
import { ProblemType } from "./problem.type.js";
import type { TestContent, TestSetRow, TestSlice, TestSummary } from "./test-set.js";

@ObjectType("TestSummary", { simpleResolvers: true, description: "What there is to know of a test without reading it." })
export class TestSummaryType implements TestSummary {
  @Field(() => String, { description: "Its name, unique within the set." })
  name!: string;

  @Field(() => Boolean, { description: "Whether everyone may see it." })
  sample!: boolean;

  @Field(() => Int, { description: "Size of the input, in bytes." })
  inputBytes!: number;

  @Field(() => Int, { description: "Size of the expected output, in bytes." })
  outputBytes!: number;
}

@ObjectType("TestSet", { simpleResolvers: true, description: "One version of a problem's tests, as its editors see it." })
export class TestSetType implements Pick<
  TestSetRow,
  "version" | "testCount" | "sizeBytes" | "note" | "restoredFrom" | "current" | "createdAt"
> {
  @Field(() => Int, { description: "1 for the first, then counting up." })
  version!: number;

  @Field(() => Int, { description: "Size of all inputs and outputs together, in bytes." })
  sizeBytes!: number;

  @Field(() => GraphQLDateTime, { description: "When it was uploaded." })
  createdAt!: Date;

  @Field(() => Boolean, { description: "Whether new submissions are judged by it." })
  current!: boolean;

  @Field(() => Int, { description: "How many tests it has, the samples among them." })
  testCount!: number;

  @Field(() => String, { description: "Why, in the uploader's words; may be empty." })
  note!: string;

  @Field(() => Int, { nullable: true, description: "The older version that it brings back; null for an upload." })
  restoredFrom!: number | null;
}

export const TestSetConnection = connectionOf("TestSet", () => TestSetType);

@ObjectType("TestSlice", { simpleResolvers: true, description: "A piece of a test's input or expected output." })
export class TestSliceType implements TestSlice {
  @Field(() => String, { description: "The text. It begins and ends between characters, so that pieces put together are the whole." })
  text!: string;

  @Field(() => Int, { description: "Size of the whole, in bytes of UTF-8." })
  totalBytes!: number;

  @Field(() => Int, { nullable: true, description: "`offsetBytes` of the next piece; null when nothing follows." })
  nextOffsetBytes!: number | null;
}

@ObjectType("ProblemTest", { simpleResolvers: true, description: "One test with its data, for editors of its problem." })
export class ProblemTestType implements TestContent {
  @Field(() => String, { description: "Its name, unique within the set." })
  name!: string;

  @Field(() => Boolean, { description: "Whether everyone may see it." })
  sample!: boolean;

  @Field(() => TestSliceType, { description: "Standard input." })
  input!: TestSlice;

  @Field(() => TestSliceType, { description: "The expected output." })
  output!: TestSlice;
}

export const SLICE_BYTES = { least: 4, default: 64 * KIB, most: 256 * KIB };

@ArgsType()
export class ProblemTestArgs {
  @Field(() => GraphQLUUID, { description: "The problem." })
  problemId!: string;

  @Field(() => Int, { description: "Version of the test set: the current one or any older one." })
  version!: number;

  @Field(() => String, { description: "Name of the test." })
  @MaxLength(100)
  @OneLine()
  name!: string;

  @Field(() => Int, { nullable: true, description: "Where the pieces of input and output begin, in bytes. Default 0." })
  @IsOptional()
  @Min(0)
  offsetBytes?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `Size of each piece at most, ${SLICE_BYTES.least} to ${SLICE_BYTES.most} bytes. Default ${SLICE_BYTES.default}.`,
  })
  @IsOptional()
  @Min(SLICE_BYTES.least)
  @Max(SLICE_BYTES.most)
  maxBytes?: number | null;
}

export const MAX_TESTS = 1000;

@InputType({ description: "One test case." })
export class TestInput {
  @Field(() => String, { description: "Unique within the set: letters, digits, spaces, dots, dashes and underscores, at most 100." })
  @Length(1, 100)
  @Matches(TEST_NAME, { message: "begin with a letter or digit, then use letters, digits, spaces, dots, dashes and underscores" })
  name!: string;

  @Field(() => String, { description: "Standard input." })
  input!: string;

  @Field(() => String, { description: "The expected output." })
  output!: string;

  @Field(() => Boolean, { nullable: true, description: "Whether everyone may see it, then at most 16 KiB in all. Default false: hidden." })
  @IsOptional()
  sample?: boolean | null;

  @Field(() => String, { nullable: true, description: "For samples: why that is the answer, in Markdown, at most 4,000 characters." })
  @IsOptional()
  @MaxLength(4000)
  explanation?: string | null;
}

@InputType({ description: "The tests that new submissions to a problem are judged by." })
export class SetProblemTestsInput {
  @Field(() => GraphQLUUID, { description: "The problem." })
  problemId!: string;

  @Field(() => [TestInput], { description: `All tests, at most ${MAX_TESTS}. Samples are judged first; otherwise the order stays.` })
  @ArrayNotEmpty()
  @ArrayMaxSize(MAX_TESTS)
  @ValidateNested({ each: true })
  @Checked(checkTests)
  tests!: TestInput[];

  @Field(() => Int, {
    nullable: true,
    description:
      "`testSet.version` as you read it, 0 for none. When another upload came between, the answer is CONFLICT. Absent: not checked.",
  })
  @IsOptional()
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true, description: NOTE })
  @IsOptional()
  @MaxLength(500)
  note?: string | null;
}

@InputType({ description: "The version of a problem's tests to bring back." })
export class RestoreProblemTestsInput {
  @Field(() => GraphQLUUID, { description: "The problem." })
  problemId!: string;

  @Field(() => Int, { description: "The version. It comes back as a new one, with the same tests." })
  version!: number;

  @Field(() => Int, { nullable: true, description: "As in setProblemTests." })
  @IsOptional()
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true, description: NOTE })
  @IsOptional()
  @MaxLength(500)
  note?: string | null;
}

@ObjectType({ description: "What setProblemTests answers." })
export class SetProblemTestsPayload {
  @Field(() => ProblemType, { description: "The problem as it is now; `testSet` tells the version." })
  problem!: ProblemType;
}

@ObjectType({ description: "What restoreProblemTests answers." })
export class RestoreProblemTestsPayload {
  @Field(() => ProblemType, { description: "The problem as it is now; `testSet` tells the version." })
  problem!: ProblemType;
}
