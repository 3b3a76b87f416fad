import { ArrayMaxSize, ArrayNotEmpty, IsOptional, MaxLength, ValidateNested } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { OneLine } from "../../../../graphql/one-line.js";
import { Node } from "../../../../graphql/node.js";
import { Checked } from "../../../../graphql/checked.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { NAME_RULE, TESTS_MAX } from "../../../../judge/test-set.js";
import { CheckerArguments, OWN_ARGUMENTS } from "./checker-arguments.js";
import { checkTests } from "./test-upload.js";
import { NOTE } from "../edits/edit-descriptions.js";
import { ProblemType } from "../problem.type.js";
import { PUBLISH_TESTS } from "./test-edits.type.js";
import { EXPLANATION_LIMIT, limitsInWords } from "./test-limits.js";
import { TestOriginType } from "./test-origin.type.js";
import type { TestOrigin, TestSetRow, TestSummary } from "./stored-test-set.js";

@ObjectType("TestSummary", { simpleResolvers: true, description: "Summary of a test, without its data." })
export class TestSummaryType implements TestSummary {
  @Field(() => String, { description: "Name, unique within the set." })
  name!: string;

  @Field(() => Boolean, { description: "Whether the test is visible to everyone." })
  sample!: boolean;

  @Field(() => Int, { description: "Size of the input, in bytes." })
  inputBytes!: number;

  @Field(() => Int, { description: "Size of the expected output, in bytes." })
  outputBytes!: number;

  @Field(() => String, {
    nullable: true,
    description: "SHA-256 of the input, in hex. Null for versions created before checksums were recorded.",
  })
  inputChecksum?: string;

  @Field(() => String, {
    nullable: true,
    description: "SHA-256 of the expected output, in hex. Null for versions created before checksums were recorded.",
  })
  outputChecksum?: string;

  @Field(() => TestOriginType, { nullable: true, description: "How the test was generated. Null for other tests." })
  origin?: TestOrigin;

  @Field(() => [String], { nullable: true, description: OWN_ARGUMENTS })
  checkerArguments?: string[];
}

export const TestSummaryConnection = connectionOf("TestSummary", () => TestSummaryType);

@ObjectType("TestSet", { implements: Node, simpleResolvers: true, description: "A version of a problem's tests, for its editors." })
export class TestSetType implements Pick<
  TestSetRow,
  "id" | "version" | "testCount" | "sizeBytes" | "note" | "restoredFrom" | "current" | "draft" | "createdAt"
> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => Int, { description: "Version number, starting at 1." })
  version!: number;

  @Field(() => Int, { description: "Total size of all inputs and outputs, in bytes." })
  sizeBytes!: number;

  @Field(() => GraphQLDateTime, { description: "When it was uploaded." })
  createdAt!: Date;

  @Field(() => Boolean, { description: "Whether new submissions are judged with this version." })
  current!: boolean;

  @Field(() => Boolean, { description: "Whether this version is a draft that is not yet published." })
  draft!: boolean;

  @Field(() => Int, { description: "Number of tests, including samples." })
  testCount!: number;

  @Field(() => String, { description: "Reason for the change, written by the uploader. May be empty." })
  note!: string;

  @Field(() => Int, { nullable: true, description: "Number of the older version that this one restores. Null for an upload." })
  restoredFrom!: number | null;
}

export const TestSetConnection = connectionOf("TestSet", () => TestSetType);

@InputType({ description: "A test case." })
export class TestInput {
  @Field(() => String, { description: `Name, unique within the set. ${NAME_RULE}` })
  @MaxLength(500)
  @OneLine()
  name!: string;

  @Field(() => String, { description: "Standard input." })
  input!: string;

  @Field(() => String, { description: "The expected output." })
  output!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: `Whether the test is visible to everyone. Samples are limited to ${limitsInWords.sample}, input and output together. Default false: hidden.`,
  })
  @IsOptional()
  sample?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: `For samples: explanation of the output, in Markdown. At most ${EXPLANATION_LIMIT} characters.`,
  })
  @IsOptional()
  @MaxLength(EXPLANATION_LIMIT)
  explanation?: string | null;

  @CheckerArguments()
  checkerArguments?: string[] | null;
}

@InputType({ description: "All tests of a problem, inline in the request." })
export class SetProblemTestsInput {
  @Field(() => idOf("Problem"), { description: "ID of the problem." })
  problemId!: string;

  @Field(() => [TestInput], {
    description: `All tests, at most ${TESTS_MAX} and ${limitsInWords.inline} in total. Samples are judged first; otherwise the order is kept. CRLF is converted to LF unless the problem has \`keepLineEnds\`.`,
  })
  @ArrayNotEmpty()
  @ArrayMaxSize(TESTS_MAX)
  @ValidateNested({ each: true })
  @Checked(checkTests)
  tests!: TestInput[];

  @Field(() => Int, {
    nullable: true,
    description:
      "Newest version as you last read it: that of `draftTestSet` if there is one, otherwise that of `testSet`; 0 if there is none. CONFLICT if it has changed since. Not checked if omitted.",
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

@InputType({ description: "The version of a problem's tests to restore." })
export class RestoreProblemTestsInput {
  @Field(() => idOf("Problem"), { description: "ID of the problem." })
  problemId!: string;

  @Field(() => Int, { description: "Version to restore. It becomes a new version with the same tests." })
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

@ObjectType({ description: "Result of setProblemTests." })
export class SetProblemTestsPayload {
  @Field(() => ProblemType, { description: "The updated problem. `testSet` has the version." })
  problem!: ProblemType;
}

@ObjectType({ description: "Result of restoreProblemTests." })
export class RestoreProblemTestsPayload {
  @Field(() => ProblemType, { description: "The updated problem. `testSet` has the version." })
  problem!: ProblemType;
}
