import { ArrayMaxSize, ArrayNotEmpty, IsOptional, Max, MaxLength, Min, ValidateNested } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { ArgsType, Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { OneLine } from "../../../../graphql/one-line.js";
import { Node } from "../../../../graphql/node.js";
import { Checked } from "../../../../graphql/checked.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { NAME_RULE, TESTS_MAX } from "../../../../judge/test-set.js";
import { KIB } from "../../../../kernel/units.js";
import { checkTests } from "./test-upload.js";
import { NOTE } from "../edits/problem-edit.type.js";
import { ProblemType } from "../problem.type.js";
import { PUBLISH_TESTS } from "./test-edits.type.js";
import { EXPLANATION_LIMIT, limitsInWords } from "./test-limits.js";
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

  @Field(() => String, { nullable: true, description: "SHA-256 of the input, in hex; null in a version older than these hashes." })
  inputChecksum?: string;

  @Field(() => String, {
    nullable: true,
    description: "SHA-256 of the expected output, in hex; null in a version older than these hashes.",
  })
  outputChecksum?: string;
}

export const TestSummaryConnection = connectionOf("TestSummary", () => TestSummaryType);

@ObjectType("TestSet", { implements: Node, simpleResolvers: true, description: "One version of a problem's tests, as its editors see it." })
export class TestSetType implements Pick<
  TestSetRow,
  "id" | "version" | "testCount" | "sizeBytes" | "note" | "restoredFrom" | "current" | "draft" | "createdAt"
> {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => Int, { description: "1 for the first, then counting up." })
  version!: number;

  @Field(() => Int, { description: "Size of all inputs and outputs together, in bytes." })
  sizeBytes!: number;

  @Field(() => GraphQLDateTime, { description: "When it was uploaded." })
  createdAt!: Date;

  @Field(() => Boolean, { description: "Whether new submissions are judged by it." })
  current!: boolean;

  @Field(() => Boolean, { description: "Whether it waits to be published." })
  draft!: boolean;

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
  @Field(() => String, {
    description:
      "The piece as text. It begins and ends between characters, so that pieces put together are the whole. Bytes that are not UTF-8 show as U+FFFD: see `base64`.",
  })
  text!: string;

  @Field(() => String, { description: "The bytes of the piece, exactly." })
  base64!: string;

  @Field(() => Int, { description: "Size of the whole, in bytes." })
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
  @Field(() => idOf("Problem"), { description: "The problem." })
  problemId!: string;

  @Field(() => Int, { description: "Version of the test set: the current one or any older one." })
  version!: number;

  @Field(() => String, { description: "Name of the test." })
  @MaxLength(500)
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

@InputType({ description: "One test case." })
export class TestInput {
  @Field(() => String, { description: `Unique within the set. ${NAME_RULE}` })
  @MaxLength(500)
  @OneLine()
  name!: string;

  @Field(() => String, { description: "Standard input." })
  input!: string;

  @Field(() => String, { description: "The expected output." })
  output!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: `Whether everyone may see it; then at most ${limitsInWords.sample}, input and output together. Default false: hidden.`,
  })
  @IsOptional()
  sample?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: `For samples: why that is the answer, in Markdown, at most ${EXPLANATION_LIMIT} characters.`,
  })
  @IsOptional()
  @MaxLength(EXPLANATION_LIMIT)
  explanation?: string | null;
}

@InputType({ description: "All tests of a problem, written into the request." })
export class SetProblemTestsInput {
  @Field(() => idOf("Problem"), { description: "The problem." })
  problemId!: string;

  @Field(() => [TestInput], {
    description: `All tests, at most ${TESTS_MAX} and ${limitsInWords.inline} together. Samples are judged first; otherwise the order stays. CRLF becomes LF unless the problem has \`keepLineEnds\`.`,
  })
  @ArrayNotEmpty()
  @ArrayMaxSize(TESTS_MAX)
  @ValidateNested({ each: true })
  @Checked(checkTests)
  tests!: TestInput[];

  @Field(() => Int, {
    nullable: true,
    description:
      "The newest version as you read it: that of `draftTestSet` if there is one, else of `testSet`; 0 for none. When another change came between, the answer is CONFLICT. Absent: not checked.",
  })
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

@InputType({ description: "The version of a problem's tests to bring back." })
export class RestoreProblemTestsInput {
  @Field(() => idOf("Problem"), { description: "The problem." })
  problemId!: string;

  @Field(() => Int, { description: "The version. It comes back as a new one, with the same tests." })
  version!: number;

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
