import { ArrayMaxSize, ArrayNotEmpty, IsOptional, MaxLength, ValidateNested } from "class-validator";
import { Field, InputType, Int } from "type-graphql";
import { idOf } from "../../../../graphql/global-ids.js";
import { OneLine } from "../../../../graphql/one-line.js";
import { ARGUMENT_CHARS_MAX, ARGUMENTS_MAX } from "../../../../judge/checker-programs/checker-program.js";
import { NAME_RULE, TESTS_MAX } from "../../../../judge/test-set.js";
import { NOTE } from "../edits/edit-descriptions.js";
import { NAME_MAX } from "../programs/problem-program.entity.js";
import { PUBLISH_TESTS } from "./test-edits.type.js";
import { CheckerArguments } from "./checker-arguments.js";
import { EXPLANATION_LIMIT, limitsInWords } from "./test-limits.js";

@InputType({ description: "A line of a script: one test to generate." })
export class GeneratedTestInput {
  @Field(() => String, { description: `Name, unique within the set. ${NAME_RULE} A test of the same name is replaced.` })
  @MaxLength(500)
  @OneLine()
  name!: string;

  @Field(() => String, { description: "Name of one of the problem's generators." })
  @MaxLength(NAME_MAX)
  @OneLine()
  generator!: string;

  @Field(() => [String], {
    nullable: true,
    description: `Arguments of the generator, including its seed: at most ${ARGUMENTS_MAX} with ${ARGUMENT_CHARS_MAX} characters each.`,
  })
  @IsOptional()
  @ArrayMaxSize(ARGUMENTS_MAX)
  @MaxLength(ARGUMENT_CHARS_MAX, { each: true })
  @OneLine({ each: true })
  arguments?: string[] | null;

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

@InputType({ description: "A script of tests to generate." })
export class GenerateProblemTestsInput {
  @Field(() => idOf("Problem"), { description: "ID of the problem." })
  problemId!: string;

  @Field(() => [GeneratedTestInput], { description: `The tests, in order, at most ${TESTS_MAX}. New ones come after the present ones.` })
  @ArrayNotEmpty()
  @ArrayMaxSize(TESTS_MAX)
  @ValidateNested({ each: true })
  lines!: GeneratedTestInput[];

  @Field(() => String, { description: "Name of the reference solution that makes the expected outputs." })
  @MaxLength(NAME_MAX)
  @OneLine()
  solution!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether the set then has these tests only. Default false: the other tests are kept.",
  })
  @IsOptional()
  removeOthers?: boolean | null;

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
