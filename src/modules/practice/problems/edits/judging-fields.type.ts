import { ArrayMaxSize, IsOptional, Max, Min, ValidateNested } from "class-validator";
import { Field, InputType, Int } from "type-graphql";
import { Checked } from "../../../../graphql/checked.js";
import { nameOf } from "../../../../graphql/global-ids.js";
import { PASSES_MAX } from "../../../../judge/passes/run-passes.js";
import { checkProgram } from "../checker-programs/checker-program-checks.js";
import { CheckerProgramInput } from "../checker-programs/checker-program.type.js";
import type { Feedback } from "./feedback.js";
import { FEEDBACK_DESCRIPTION, FeedbackEnum } from "./feedback.type.js";
import { checkDrivers, checkSignature } from "../functions/function-fields.js";
import { FunctionDriverInput, FunctionSignatureInput } from "../functions/function-signature.type.js";
import { checkIncludedFiles } from "../included/included-files.js";
import { IncludedFilesInput } from "../included/included-files.type.js";
import { checkScoring } from "../scoring/problem-scoring.js";
import { ScoringInput } from "../scoring/scoring.input.js";
import { CheckerParametersInput } from "../tests/checker.type.js";
import { checkChecker, checkCheckerParameters } from "../tests/problem-checks.js";

/** What decides about submissions besides tests and limits. */
@InputType({ description: "Internal base type; not part of the schema." })
export abstract class JudgingFields {
  @Field(() => nameOf("Checker"), {
    nullable: true,
    description: "How outputs are compared: slug or ID of one of `checkers`. Default `tokens`.",
  })
  @Checked(checkChecker)
  checker?: string | null;

  @Field(() => CheckerParametersInput, {
    nullable: true,
    description: "Parameters of the checker. Replaces all existing ones. Another `checker` without them has its defaults.",
  })
  @IsOptional()
  @ValidateNested()
  @Checked(checkCheckerParameters)
  checkerParameters?: CheckerParametersInput | null;

  @Field(() => CheckerProgramInput, {
    nullable: true,
    description:
      "Program of the checker `custom`, which needs one; another checker drops it. It must compile: the mutation waits for that, and BAD_USER_INPUT has the compiler's output.",
  })
  @IsOptional()
  @ValidateNested()
  @Checked(checkProgram)
  checkerProgram?: CheckerProgramInput | null;

  @Field(() => CheckerProgramInput, {
    nullable: true,
    description:
      "Makes the problem interactive: instead of reading the input, submissions talk to this program. It gets the test's input and answer as files, its standard input and output are joined to the submission's, and it answers like a checker of its kind; see `CheckerKind`. It must compile, like `checkerProgram`. null makes the problem an ordinary one.",
  })
  @IsOptional()
  @ValidateNested()
  @Checked(checkProgram)
  interactor?: CheckerProgramInput | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether the checker decides about the output file of an interactor that accepts, as in Polygon. Default false: the interactor decides alone, and `checker` has no effect. Only for an interactor of the kind TESTLIB; others write none.",
  })
  @IsOptional()
  checksInteractorOutput?: boolean | null;

  @Field(() => Int, {
    nullable: true,
    description: `More than 1 makes the problem multi-pass, as in the ICPC format 2025-09: a program of the kind KATTIS, the interactor or else the checker \`custom\`, decides after each run of the submission whether there is another one. It accepts (42) and writes the next input to \`nextpass.in\` in its feedback folder, where its other files stay between the passes of a test. Limits hold for each pass. The number is the most passes of a test, at most ${PASSES_MAX}: a program that asks for more, or for another pass without accepting, is a SYSTEM_ERROR with the detail CHECKER. Default 1. BAD_USER_INPUT without such a program.`,
  })
  @IsOptional()
  @Min(1)
  @Max(PASSES_MAX)
  passes?: number | null;

  @Field(() => FunctionSignatureInput, {
    nullable: true,
    description:
      "Makes the problem a function problem: submissions define this function, and the judge calls it. The input of a test has the arguments as JSON values, one after the other or as one object with their names; the expected output is the result as a JSON value. Starter code comes from the signature, and the checker is `values` unless another one is set. The newest tests have to fit it: BAD_USER_INPUT names test and argument. To change both, remove the signature, replace the tests, then set it. null makes the problem an ordinary one.",
  })
  @IsOptional()
  @ValidateNested()
  @Checked(checkSignature)
  signature?: FunctionSignatureInput | null;

  @Field(() => [FunctionDriverInput], {
    nullable: true,
    description:
      "Drivers for single languages that replace the generated ones. Replaces all existing ones; null removes them. Only with a signature.",
  })
  @IsOptional()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Checked(checkDrivers)
  drivers?: FunctionDriverInput[] | null;

  @Field(() => [IncludedFilesInput], {
    nullable: true,
    description:
      "Files that the judge puts beside every submission in a language: headers and modules to include or import. Learners see them and can't replace them. Replaces all existing ones; null removes them. Reference solutions have them too; checkers, validators and generators do not.",
  })
  @IsOptional()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Checked(checkIncludedFiles)
  includedFiles?: IncludedFilesInput[] | null;

  @Field(() => ScoringInput, {
    nullable: true,
    description:
      "How verdict and score follow from the tests. Replaces the existing one. Default PASS_FAIL. A published problem's groups must fit its tests: every group has a test, and every hidden test a group.",
  })
  @IsOptional()
  @ValidateNested()
  @Checked(checkScoring)
  scoring?: ScoringInput | null;

  @Field(() => FeedbackEnum, { nullable: true, description: `${FEEDBACK_DESCRIPTION} Default VERDICT.` })
  @IsOptional()
  feedback?: Feedback | null;
}
