import { Field, Int, ObjectType } from "type-graphql";
import type { Difference, FailedTest } from "../../../../judge/failed-test.js";
import type { Feedback } from "../../problems/edits/feedback.js";

@ObjectType("OutputDifference", { simpleResolvers: true, description: "Where an output differs from the expected one." })
export class OutputDifferenceType implements Difference {
  @Field(() => String, { description: "What the checker found, with both items quoted." })
  message!: string;

  @Field(() => String, {
    nullable: true,
    description: "The expected output around the place, at most 64 bytes on each side. Null where order does not matter.",
  })
  expected!: string | null;

  @Field(() => String, { nullable: true, description: "The program's output around the place. Null if only the number of items differs." })
  actual!: string | null;
}

@ObjectType("FailedTest", {
  simpleResolvers: true,
  description: "The first failed hidden test, as far as the problem's author lets you see it.",
})
export class FailedTestType {
  @Field(() => Int, { description: "Index of the test, as in `TestResult`." })
  test!: number;

  @Field(() => OutputDifferenceType, {
    nullable: true,
    description: "Null unless a built-in checker compared the outputs: after a time limit, for example.",
  })
  difference!: OutputDifferenceType | null;

  @Field(() => String, {
    nullable: true,
    description: "Standard input, at most 4 KB. Null unless you may see everything, like the next three.",
  })
  input!: string | null;

  @Field(() => String, { nullable: true, description: "Expected standard output, at most 4 KB." })
  expected!: string | null;

  @Field(() => String, { nullable: true, description: "Standard output of the program, at most 4 KB." })
  actual!: string | null;

  @Field(() => String, { nullable: true, description: "Standard error of the program, at most 4 KB." })
  stderr!: string | null;
}

const ONLY_DIFFERENCE = { input: null, expected: null, actual: null, stderr: null };

/** Null where the level shows nothing of it. */
export function shownFailedTest({ index: test, ...found }: FailedTest, level: Feedback): FailedTestType | null {
  if (level === "EVERYTHING") return { test, ...found };
  if (level !== "FIRST_DIFFERENCE" || !found.difference) return null;
  return { test, difference: found.difference, ...ONLY_DIFFERENCE };
}
