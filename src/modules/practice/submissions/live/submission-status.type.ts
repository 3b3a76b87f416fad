import { Field, Int, ObjectType } from "type-graphql";
import { idOf } from "../../../../graphql/global-ids.js";
import type { JudgementStatus } from "../judgements/judgement.entity.js";
import { JudgementStatusEnum, TestResultType, Verdict } from "../judgements/judgement.type.js";
import { SubmissionType, type SubmissionRow } from "../submission.type.js";
import type { SubmissionStatusEvent } from "./submission-status.event.js";

@ObjectType("SubmissionStatusEvent", {
  // Plain fields let all subscribers share one response; see graphql/subscribe.ts.
  simpleResolvers: true,
  description: "A step of a judgement, as `submissionStatus` sends it. Later ones replace earlier ones; each is complete in itself.",
})
export class SubmissionStatusEventType implements Pick<
  SubmissionStatusEvent,
  "submissionId" | "judgementId" | "attempt" | "sequence" | "status"
> {
  @Field(() => SubmissionType, {
    description:
      "The submission with its present `judgement`, from the event itself: normalised caches update by it, and selecting fields of the two costs no look-up.",
  })
  submission!: SubmissionRow;

  @Field(() => String, {
    nullable: true,
    description: "Give the latest one as `after` when you subscribe to `mySubmissionUpdates` again; null in `submissionStatus`.",
  })
  cursor?: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      "How many finished judgements were left out before this one, as more than 100 ended since `after`; find them in `submissions`. Null for none.",
  })
  skipped?: number | null;

  @Field(() => idOf("Submission"), { description: "The submission that is watched." })
  submissionId!: string;

  @Field(() => idOf("Judgement"), { description: "The judgement this is about; a rejudge has another." })
  judgementId!: string;

  @Field(() => Int, { description: "How often a worker has taken the judgement; a greater one starts over." })
  attempt!: number;

  @Field(() => Int, { description: "Order within the attempt. Gaps are normal: a slow client skips progress, never the end." })
  sequence!: number;

  @Field(() => JudgementStatusEnum, { description: "How far it is. After FINISHED the subscription completes." })
  status!: JudgementStatus;

  @Field(() => Verdict, { nullable: true, description: "Null until FINISHED." })
  verdict!: Verdict | null;

  @Field(() => String, { nullable: true, description: "More on the verdict, as in Judgement." })
  detail!: string | null;

  @Field(() => String, { nullable: true, description: "What the compiler said; null until FINISHED." })
  compilerOutput!: string | null;

  @Field(() => Int, { description: "How many tests there are; 0 while QUEUED for the first time." })
  testsTotal!: number;

  @Field(() => Int, { description: "How many tests have ended." })
  testsFinished!: number;

  @Field(() => Int, { description: "How many of them passed." })
  testsPassed!: number;

  @Field(() => TestResultType, { nullable: true, description: "The test that has just ended, if this step is one." })
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
    description: "Greatest peak memory of a test, in KiB; null until FINISHED, and when no test ran.",
  })
  peakMemoryKb!: number | null;
}
