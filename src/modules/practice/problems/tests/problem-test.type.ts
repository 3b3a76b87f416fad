import { IsOptional, Max, MaxLength, Min } from "class-validator";
import { ArgsType, Field, Int, ObjectType } from "type-graphql";
import { idOf } from "../../../../graphql/global-ids.js";
import { OneLine } from "../../../../graphql/one-line.js";
import { KIB } from "../../../../kernel/units.js";
import { OWN_ARGUMENTS } from "./checker-arguments.js";
import type { TestContent, TestSlice } from "./stored-test-set.js";

@ObjectType("TestSlice", { simpleResolvers: true, description: "A slice of a test's input or expected output." })
export class TestSliceType implements TestSlice {
  @Field(() => String, {
    description:
      "The slice as text. It starts and ends at character boundaries, so that concatenated slices form the whole text. Bytes that are not valid UTF-8 appear as U+FFFD; see `base64`.",
  })
  text!: string;

  @Field(() => String, { description: "The exact bytes of the slice." })
  base64!: string;

  @Field(() => Int, { description: "Total size, in bytes." })
  totalBytes!: number;

  @Field(() => Int, { nullable: true, description: "`offsetBytes` of the next slice. Null for the last slice." })
  nextOffsetBytes!: number | null;
}

@ObjectType("ProblemTest", { simpleResolvers: true, description: "A test with its data, for editors of its problem." })
export class ProblemTestType implements TestContent {
  @Field(() => String, { description: "Name, unique within the set." })
  name!: string;

  @Field(() => Boolean, { description: "Whether the test is visible to everyone." })
  sample!: boolean;

  @Field(() => [String], { nullable: true, description: OWN_ARGUMENTS })
  checkerArguments?: string[];

  @Field(() => TestSliceType, { description: "Standard input." })
  input!: TestSlice;

  @Field(() => TestSliceType, { description: "The expected output." })
  output!: TestSlice;
}

export const SLICE_BYTES = { least: 4, default: 64 * KIB, most: 256 * KIB };

@ArgsType()
export class ProblemTestArgs {
  @Field(() => idOf("Problem"), { description: "ID of the problem." })
  problemId!: string;

  @Field(() => Int, { description: "Version of the test set: current or older." })
  version!: number;

  @Field(() => String, { description: "Name of the test." })
  @MaxLength(500)
  @OneLine()
  name!: string;

  @Field(() => Int, { nullable: true, description: "Byte offset at which the slices of input and output start. Default 0." })
  @IsOptional()
  @Min(0)
  offsetBytes?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `Maximum size of each slice, ${SLICE_BYTES.least} to ${SLICE_BYTES.most} bytes. Default ${SLICE_BYTES.default}.`,
  })
  @IsOptional()
  @Min(SLICE_BYTES.least)
  @Max(SLICE_BYTES.most)
  maxBytes?: number | null;
}
