import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Node } from "../../../../graphql/node.js";
import type { SampleOutput, TestResult } from "../../../../judge/pipeline.js";
import { VERDICTS, Verdict } from "../../../../judge/verdict.js";
import { JUDGEMENT_STATUSES, type Judgement, type JudgementStatus } from "./judgement.entity.js";

export { Verdict };

registerEnumType(Verdict, {
  name: "Verdict",
  description: "What the judge found. A judgement has one, and only once it is FINISHED.",
  valuesConfig: Object.fromEntries(Object.entries(VERDICTS).map(([name, description]) => [name, { description }])),
});

export const JudgementStatusEnum = Object.fromEntries(JUDGEMENT_STATUSES.map((status) => [status, status])) as {
  [S in JudgementStatus]: S;
};

registerEnumType(JudgementStatusEnum, {
  name: "JudgementStatus",
  description: "How far a judgement is. What it found is its verdict, another field.",
  valuesConfig: {
    QUEUED: { description: "Waits for a worker." },
    COMPILING: { description: "A worker has it; the source is being compiled or checked." },
    RUNNING: { description: "The tests run." },
    FINISHED: { description: "It has its verdict and does not change any more." },
  },
});

@ObjectType("SampleOutput", {
  simpleResolvers: true,
  description: "What happened on a sample test. Hidden tests never have this. Texts are cut at 4 KB.",
})
export class SampleOutputType implements SampleOutput {
  @Field(() => String, { description: "What the program was given on standard input." })
  input!: string;

  @Field(() => String, { description: "The expected standard output." })
  expected!: string;

  @Field(() => String, { description: "What the program wrote to standard output." })
  actual!: string;

  @Field(() => String, { description: "What the program wrote to standard error." })
  stderr!: string;

  @Field(() => String, { nullable: true, description: "Where the checker saw the first difference; null when there is none." })
  message!: string | null;
}

@ObjectType("TestResult", { simpleResolvers: true, description: "The outcome of one test case." })
export class TestResultType implements TestResult {
  @Field(() => Int, { description: "Place in judging order, from 0. Samples come first." })
  index!: number;

  @Field(() => Verdict, { description: "The verdict of this test alone." })
  verdict!: Verdict;

  @Field(() => String, {
    nullable: true,
    description: "CPU or WALL for a time limit; the signal or `exit code N` for a runtime error; null otherwise.",
  })
  detail!: string | null;

  @Field(() => Int, { description: "CPU time of all processes of the program, in milliseconds." })
  cpuMs!: number;

  @Field(() => Int, { description: "Elapsed time, in milliseconds." })
  wallMs!: number;

  @Field(() => Int, { description: "Peak resident memory, in KiB." })
  peakMemoryKb!: number;

  @Field(() => SampleOutputType, { nullable: true, description: "Input and outputs, for samples only; null for hidden tests." })
  sample!: SampleOutputType | null;
}

@ObjectType("Judgement", { implements: Node, simpleResolvers: true, description: "One judging of a submission. A rejudge makes another." })
export class JudgementType implements Pick<Judgement, "id" | "status" | "attempt" | "testsTotal" | "testsPassed" | "queuedAt"> {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => JudgementStatusEnum, { description: "How far it is." })
  status!: JudgementStatus;

  @Field(() => Verdict, { nullable: true, description: "What the judge found; null until status is FINISHED." })
  verdict!: Verdict | null;

  @Field(() => String, {
    nullable: true,
    description: "More on the verdict: CPU or WALL for a time limit; the signal or `exit code N` for a runtime error.",
  })
  detail!: string | null;

  @Field(() => Int, {
    description: "How often a worker has taken it. More than 1 after a failure of ours, which never counts against the learner.",
  })
  attempt!: number;

  @Field(() => Int, { description: "How many tests the test set has; 0 until a worker has taken it." })
  testsTotal!: number;

  @Field(() => Int, { description: "How many tests have ended, also while it is RUNNING." })
  testsFinished!: number;

  @Field(() => Int, { description: "How many tests passed, also while it is RUNNING. Judging stops at the first that fails." })
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
    description: "Greatest peak memory of a test, in KiB; null until finished, and when no test ran.",
  })
  peakMemoryKb!: number | null;

  @Field(() => String, { nullable: true, description: "What the compiler said, at most 16 KB; null until finished." })
  compilerOutput!: string | null;

  @Field(() => [TestResultType], {
    description:
      "The tests that have ended, in judging order. Grows while it is RUNNING, when a test may be missing after a failure of ours, and samples after the 64th test have no `sample`; complete once FINISHED.",
  })
  tests!: TestResultType[];

  @Field(() => Int, { description: "Version of the problem's test set it is judged by." })
  testSetVersion!: number;

  @Field(() => Int, {
    nullable: true,
    description: "Revision of the problem whose limits and checker it is judged by; null until a worker has taken it.",
  })
  problemRevision!: number | null;

  @Field(() => GraphQLDateTime, { description: "When it was queued." })
  queuedAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When the latest worker took it." })
  startedAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When the verdict was written." })
  finishedAt!: Date | null;
}
