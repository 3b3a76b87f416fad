import { IsOptional, MaxLength } from "class-validator";
import { Field, InputType, Int, ObjectType } from "type-graphql";
import { LanguageName } from "../../languages/language.type.js";
import type { RunCodeCase, RunCodeResult } from "./run-code.job.js";
import { Verdict } from "../judgements/judgement.type.js";
import { idOf } from "../../../../graphql/global-ids.js";

@InputType({ description: "Code to try without submitting it." })
export class RunCodeInput {
  @Field(() => idOf("Problem"), { description: "The problem whose samples and limits apply." })
  problemId!: string;

  @Field(() => LanguageName, { description: "Slug of one of `languages`, one of its `aliases`, or its id." })
  @MaxLength(40)
  language!: string;

  @Field(() => String, { description: "One source file." })
  source!: string;

  @Field(() => String, { nullable: true, description: "Own standard input, at most 64 KiB. When absent, the problem's samples are run." })
  @IsOptional()
  stdin?: string;
}

@ObjectType("RunCodeCase", { description: "One run of the program." })
export class RunCodeCaseType implements RunCodeCase {
  @Field(() => String, { description: "Name of the sample, or `stdin` for own input." })
  name!: string;

  @Field(() => String, { description: "What the program was given." })
  input!: string;

  @Field(() => String, { nullable: true, description: "The expected output; null for own input." })
  expected!: string | null;

  @Field(() => String, { description: "What the program wrote to standard output, cut at 64 KB." })
  stdout!: string;

  @Field(() => String, { description: "What the program wrote to standard error, cut at 64 KB." })
  stderr!: string;

  @Field(() => Verdict, { nullable: true, description: "Null when the program ended well and there is nothing to compare with." })
  verdict!: Verdict | null;

  @Field(() => String, {
    nullable: true,
    description: "More on the verdict: a signal, an exit code, CPU or WALL, or where the outputs differ.",
  })
  detail!: string | null;

  @Field(() => Int, { description: "CPU time, in milliseconds." })
  cpuMs!: number;

  @Field(() => Int, { description: "Elapsed time, in milliseconds." })
  wallMs!: number;

  @Field(() => Int, { description: "Peak memory, in KiB." })
  peakMemoryKb!: number;
}

@ObjectType({ description: "The answer to runCode." })
export class RunCodePayload implements Omit<RunCodeResult, "cases"> {
  @Field(() => Boolean, { description: "Whether the source compiled. When false, `cases` is empty." })
  compiled!: boolean;

  @Field(() => String, { nullable: true, description: "What the compiler said, at most 16 KB." })
  compilerOutput!: string | null;

  @Field(() => [RunCodeCaseType], {
    description:
      "One run per input, in order; of the samples at most the first 20. After one that hits a time limit, or after half a minute, the remaining inputs are not run.",
  })
  cases!: RunCodeCaseType[];
}
