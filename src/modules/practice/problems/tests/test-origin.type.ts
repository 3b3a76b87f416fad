import { Field, ObjectType } from "type-graphql";
import type { TestOrigin } from "./stored-test-set.js";

@ObjectType("TestOrigin", {
  simpleResolvers: true,
  description: "How a test was generated. The same versions with the same arguments give the same bytes; `verifyProblem` checks it.",
})
export class TestOriginType implements TestOrigin {
  @Field(() => String, { description: "Name of the generator." })
  generator!: string;

  @Field(() => String, { description: "`ProblemProgram.version` of the generator at that time." })
  generatorVersion!: string;

  @Field(() => [String], { description: "Its arguments, including the seed." })
  arguments!: string[];

  @Field(() => String, { description: "Name of the reference solution that made the expected output." })
  solution!: string;

  @Field(() => String, { description: "`ProblemProgram.version` of the reference solution at that time." })
  solutionVersion!: string;
}
