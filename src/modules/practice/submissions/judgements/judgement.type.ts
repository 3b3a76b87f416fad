import { GraphQLDateTime } from "graphql-scalars";
import { Field, Float, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { Node } from "../../../../graphql/node.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import type { TestResult } from "../../../../judge/test-result.js";
import type { Verdict as JudgedVerdict } from "../../../../judge/verdict.js";
import { GROUPS, MAX_SCORE, SCORE, TestGroupResultType } from "./score.type.js";
import { SampleOutputType } from "./sample-output.type.js";
import { skippedTests } from "./skipped-tests.js";
import { DiagnosticType, diagnosticsOf } from "../results/diagnostic.type.js";
import { TimelineType } from "../results/timeline.type.js";
import { SHOWN_VERDICTS, type JudgementOrigin, type ShownVerdict } from "../results/shown-verdict.js";
import { JUDGEMENT_STATUSES, type Judgement, type JudgementStatus } from "./judgement.entity.js";

export const Verdict = enumOf(Object.keys(SHOWN_VERDICTS) as ShownVerdict[]);
export type Verdict = ShownVerdict;

registerEnumType(Verdict, {
  name: "Verdict",
  description: "Result of a judgement. Set only once the judgement is FINISHED.",
  valuesConfig: Object.fromEntries(Object.entries(SHOWN_VERDICTS).map(([name, description]) => [name, { description }])),
});

export const JudgementStatusEnum = Object.fromEntries(JUDGEMENT_STATUSES.map((status) => [status, status])) as {
  [S in JudgementStatus]: S;
};

registerEnumType(JudgementStatusEnum, {
  name: "JudgementStatus",
  description: "Status of a judgement. The result is in `verdict`.",
  valuesConfig: {
    QUEUED: { description: "Waiting for a worker." },
    COMPILING: { description: "A worker is compiling or checking the source." },
    RUNNING: { description: "The tests are running." },
    FINISHED: { description: "Finished with a verdict. Final." },
  },
});

@ObjectType("TestResult", { simpleResolvers: true, description: "Result of one test case." })
export class TestResultType implements Omit<TestResult, "judgeMessage"> {
  @Field(() => Int, { description: "Index in judging order, starting at 0. Samples come first." })
  index!: number;

  @Field(() => Verdict, { description: "Verdict of this test." })
  verdict!: JudgedVerdict;

  @Field(() => String, {
    nullable: true,
    description:
      "CPU, WALL or, if submission and interactor waited for each other, IDLE for a time limit; the signal or `exit code N` for a runtime error, NO_RESULT if a function did not return; CHECKER for a system error if the problem's own checker or interactor failed; PARTIAL for a wrong answer of a whole submission in which every test was accepted, but some with fewer points; null otherwise.",
  })
  detail!: string | null;

  @Field(() => Int, { description: "CPU time of all processes of the program, in milliseconds." })
  cpuMs!: number;

  @Field(() => Int, { description: "Elapsed time, in milliseconds." })
  wallMs!: number;

  @Field(() => Int, { description: "Peak resident memory, in KiB." })
  peakMemoryKb!: number;

  @Field(() => String, { nullable: true, description: "Name of its test group; may be empty. Null if the test has no score." })
  group?: string;

  @Field(() => Float, { nullable: true, description: "Its score, from which that of its group follows. Null where `group` is null." })
  score?: number;

  @Field(() => Float, { nullable: true, description: "The most that its `score` can be. Null where `group` is null." })
  maxScore?: number;
  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether the program ran a second time, as its first run ended at most 10 % above the CPU time limit. The figures are those of the better run. Null for older results.",
  })
  repeated?: boolean | null;

  @Field(() => Float, {
    nullable: true,
    description: "Points as the checker gave them; null if it gave none. `score` is what they count.",
  })
  points?: number | null;

  @Field(() => String, {
    nullable: true,
    description: "Message of the checker to the sender of the submission, at most 1 KB. Only programs of kind KATTIS write one.",
  })
  message?: string | null;

  @Field(() => SampleOutputType, { nullable: true, description: "Input and outputs of a sample; null for hidden tests." })
  sample!: SampleOutputType | null;
}

@ObjectType("CheckerMessage", { simpleResolvers: true, description: "What the checker said about one test, for editors of the problem." })
export class CheckerMessage {
  @Field(() => Int, { description: "Index of the test, as in `TestResult`." })
  test!: number;

  @Field(() => String, {
    description: "Message, at most about 1 KB. May quote hidden tests. For a verdict with the detail CHECKER: why the checker failed.",
  })
  message!: string;
}

@ObjectType("Judgement", {
  implements: Node,
  simpleResolvers: true,
  description: "One judging of a submission. A rejudge creates another.",
})
export class JudgementType implements Pick<Judgement, "id" | "status" | "attempt" | "testsTotal" | "testsPassed" | "queuedAt"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => JudgementStatusEnum, { description: "Current status." })
  status!: JudgementStatus;

  @Field(() => Verdict, { nullable: true, description: "Verdict; null until status is FINISHED." })
  verdict!: Verdict | null;

  @Field(() => String, {
    nullable: true,
    description: "Details of the verdict, as in `TestResult`.",
  })
  detail!: string | null;

  @Field(() => Int, {
    description: "How many times a worker has started it. Greater than 1 after a system failure, which never counts against the learner.",
  })
  attempt!: number;

  @Field(() => Int, { description: "Number of tests in the test set; 0 until a worker has taken it." })
  testsTotal!: number;

  @Field(() => Int, { description: "Number of tests finished so far, updated while RUNNING." })
  testsFinished!: number;

  @Field(() => Int, {
    description: "Number of tests passed so far, updated while RUNNING. `Problem.scoring` says whether judging stops at a failed test.",
  })
  testsPassed!: number;

  @Field(() => Int, {
    nullable: true,
    description: "CPU time of the slowest test, in milliseconds; null until finished, and when no test ran.",
  })
  cpuMs!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "Elapsed time of the slowest test, in milliseconds; null until finished, and when no test ran.",
  })
  wallMs!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "Highest peak memory of a test, in KiB; null until finished, and when no test ran.",
  })
  peakMemoryKb!: number | null;

  @Field(() => String, { nullable: true, description: "Compiler output, at most 16 KB; null until finished." })
  compilerOutput!: string | null;

  @Field(() => [TestResultType], {
    description:
      "Finished tests, in judging order. Grows while RUNNING; during that time, a test may be missing after a system failure, and samples after the 64th test have no `sample`. Complete once FINISHED.",
  })
  tests!: TestResultType[];

  @Field(() => Float, { nullable: true, description: SCORE })
  score!: number | null;

  @Field(() => Float, { nullable: true, description: MAX_SCORE })
  maxScore!: number | null;

  @Field(() => [TestGroupResultType], { nullable: true, description: GROUPS })
  groups!: TestGroupResultType[] | null;

  @Derived(skippedTests)
  @Field(() => [Int], {
    description:
      "Indexes of the tests that were not run, as they could not change the result any more. Empty until FINISHED, and if no test was run.",
  })
  skippedTests?: number[];

  @Field(() => Int, { description: "Version of the problem's test set used for judging." })
  testSetVersion!: number;

  @Field(() => Int, {
    nullable: true,
    description: "Revision of the problem whose limits and checker are used; null until a worker has taken it.",
  })
  problemRevision!: number | null;

  /** Not in the schema. */
  origin!: JudgementOrigin;

  @Derived(diagnosticsOf)
  @Field(() => [DiagnosticType], {
    description: "Messages of `compilerOutput` about the source, at most 50, for markers in an editor. Linker errors are in the text only.",
  })
  diagnostics?: DiagnosticType[];

  @Field(() => String, {
    nullable: true,
    description:
      "Version of the compiler or runtime that judged it, as in `Language.version`. Null until finished, and for older judgements.",
  })
  toolchain?: string | null;

  @Field(() => TimelineType, {
    nullable: true,
    description: "Where its time went. Null until finished, for older judgements, and with the verdict REJECTED.",
  })
  timeline?: TimelineType | null;

  @Field(() => GraphQLDateTime, { description: "When it was queued." })
  queuedAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When the latest worker took it. Null before that." })
  startedAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When the verdict was recorded. Null before that." })
  finishedAt!: Date | null;
}
