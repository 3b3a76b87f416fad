import { IsOptional, MaxLength } from "class-validator";
import { Field, InputType, Int, ObjectType } from "type-graphql";
import { LanguageName } from "../../languages/language.type.js";
import type { RunCodeCase, RunCodeResult } from "./run-code.job.js";
import { CodeFields } from "../source-files.js";
import { Verdict } from "../judgements/judgement.type.js";
import { TranscriptType } from "../judgements/sample-output.type.js";
import { DiagnosticType } from "../results/diagnostic.type.js";
import { idOf } from "../../../../graphql/global-ids.js";

@InputType({ description: "Code to run without submitting it." })
export class RunCodeInput extends CodeFields {
  @Field(() => idOf("Problem"), { description: "ID of the problem whose samples and limits apply." })
  problemId!: string;

  @Field(() => LanguageName, { description: "Slug or ID of one of `languages`, or one of its `aliases`." })
  @MaxLength(40)
  language!: string;

  @Field(() => String, {
    nullable: true,
    description:
      "Custom standard input, at most 64 KiB. For a function problem: the arguments, as in the input of a test. If omitted, the code runs on the problem's samples. With it, also code for an interactive problem runs alone, and once.",
  })
  @IsOptional()
  stdin?: string;
}

@ObjectType("RunCodeCase", { description: "One run of the program." })
export class RunCodeCaseType implements RunCodeCase {
  @Field(() => String, { description: "Name of the sample, or `stdin` for custom input." })
  name!: string;

  @Field(() => String, { description: "Standard input of the program, or the arguments of a function." })
  input!: string;

  @Field(() => String, { nullable: true, description: "Expected output; null for custom input." })
  expected!: string | null;

  @Field(() => String, {
    description: "Standard output of the program, truncated at 64 KB. For a function problem: what the code printed by itself.",
  })
  stdout!: string;

  @Field(() => String, {
    nullable: true,
    description: "What the function returned, as JSON, truncated at 64 KB. Null if it did not return, and for other problems.",
  })
  result!: string | null;

  @Field(() => String, { description: "Standard error of the program, truncated at 64 KB." })
  stderr!: string;

  @Field(() => Verdict, {
    nullable: true,
    description: "Verdict. Null if the program ended normally and there is no expected output to compare with.",
  })
  verdict!: Verdict | null;

  @Field(() => String, {
    nullable: true,
    description: "Details of the verdict: a signal, an exit code, NO_RESULT, CPU, WALL or IDLE, or where the outputs differ.",
  })
  detail!: string | null;

  @Field(() => Int, { description: "CPU time, in milliseconds." })
  cpuMs!: number;

  @Field(() => Int, { description: "Elapsed time, in milliseconds." })
  wallMs!: number;

  @Field(() => Int, { description: "Peak memory, in KiB." })
  peakMemoryKb!: number;

  @Field(() => TranscriptType, {
    nullable: true,
    description: "What program and interactor said to each other on a sample of an interactive or multi-pass problem; null otherwise.",
  })
  transcript?: TranscriptType | null;
}

@ObjectType({ description: "Result of runCode." })
export class RunCodePayload implements Omit<RunCodeResult, "cases"> {
  @Field(() => Boolean, { description: "Whether the source compiled. When false, `cases` is empty." })
  compiled!: boolean;

  @Field(() => String, { nullable: true, description: "Compiler output, at most 16 KB." })
  compilerOutput!: string | null;

  @Field(() => [DiagnosticType], { description: "Messages of `compilerOutput` about the source, at most 50, for markers in an editor." })
  diagnostics!: DiagnosticType[];

  @Field(() => [RunCodeCaseType], {
    description:
      "One run per input, in order; at most the first 20 samples. After a run that exceeds a time limit, or after half a minute in total, the remaining inputs are skipped.",
  })
  cases!: RunCodeCaseType[];
}
