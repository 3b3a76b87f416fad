import { Field, Float, Int, ObjectType } from "type-graphql";
import { idOf } from "../../../../graphql/global-ids.js";
import type { JudgementStatus } from "../judgements/judgement.entity.js";
import { JudgementStatusEnum, TestResultType, Verdict } from "../judgements/judgement.type.js";
import { GROUPS, MAX_SCORE, SCORE, TestGroupResultType } from "../judgements/score.type.js";
import { SubmissionType, type SubmissionRow } from "../submission.type.js";
import type { SubmissionStatusEvent } from "./submission-status.event.js";

@ObjectType("SubmissionStatusEvent", {
  // Plain fields let all subscribers share one response; see graphql/subscribe.ts.
  simpleResolvers: true,
  description:
    "A step of a judgement, as sent by `submissionStatus` and `mySubmissionUpdates`. Each event is complete and replaces earlier ones.",
})
export class SubmissionStatusEventType implements Pick<
  SubmissionStatusEvent,
  "submissionId" | "judgementId" | "attempt" | "sequence" | "status"
> {
  @Field(() => SubmissionType, {
    description:
      "The submission with its current `judgement`, taken from the event. Normalized caches update from it, and selecting fields of both needs no database query.",
  })
  submission!: SubmissionRow;

  @Field(() => String, {
    nullable: true,
    description: "Pass the latest one as `after` when you subscribe to `mySubmissionUpdates` again. Null in `submissionStatus`.",
  })
  cursor?: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      "Number of finished judgements skipped before this one because more than 100 finished since `after`; find them in `submissions`. Null if none were skipped.",
  })
  skipped?: number | null;

  @Field(() => idOf("Submission"), { description: "ID of the submission." })
  submissionId!: string;

  @Field(() => idOf("Judgement"), { description: "ID of the judgement that this event is about. A rejudge has a different one." })
  judgementId!: string;

  @Field(() => Int, { description: "How many times a worker has started the judgement. A higher number means that judging started over." })
  attempt!: number;

  @Field(() => Int, {
    description: "Order within the attempt. Gaps are normal: slow clients skip progress events, but never the final one.",
  })
  sequence!: number;

  @Field(() => JudgementStatusEnum, { description: "Current status. `submissionStatus` completes after FINISHED." })
  status!: JudgementStatus;

  @Field(() => Verdict, { nullable: true, description: "Verdict; null until FINISHED." })
  verdict!: Verdict | null;

  @Field(() => String, { nullable: true, description: "Details of the verdict, as in Judgement." })
  detail!: string | null;

  @Field(() => String, { nullable: true, description: "Compiler output; null until FINISHED." })
  compilerOutput!: string | null;

  @Field(() => Int, { description: "Number of tests; 0 while QUEUED for the first time." })
  testsTotal!: number;

  @Field(() => Int, { description: "Number of tests finished so far." })
  testsFinished!: number;

  @Field(() => Int, { description: "Number of tests passed so far." })
  testsPassed!: number;

  @Field(() => TestResultType, { nullable: true, description: "The test that has just finished. Null if the event is about another step." })
  test!: TestResultType | null;

  @Field(() => Int, {
    nullable: true,
    description: "CPU time of the slowest test, in milliseconds; null until FINISHED, and when no test ran.",
  })
  cpuMs!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "Elapsed time of the slowest test, in milliseconds; null until FINISHED, and when no test ran.",
  })
  wallMs!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "Highest peak memory of a test, in KiB; null until FINISHED, and when no test ran.",
  })
  peakMemoryKb!: number | null;

  @Field(() => Float, { nullable: true, description: SCORE })
  score!: number | null;

  @Field(() => Float, { nullable: true, description: MAX_SCORE })
  maxScore!: number | null;

  @Field(() => [TestGroupResultType], { nullable: true, description: GROUPS })
  groups!: TestGroupResultType[] | null;
}
