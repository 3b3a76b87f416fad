import { IsOptional, Length, MaxLength } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import type { SampleOutput, TestResult } from "../../../judge/pipeline.js";
import { VERDICTS, Verdict } from "../../../judge/verdict.js";
import { Owned, Visible } from "../../../graphql/access.js";
import { Derived } from "../../../graphql/derived.js";
import { Node } from "../../../graphql/node.js";
import { connectionOf } from "../../../graphql/pagination.js";
import { idOf } from "../../../graphql/global-ids.js";
import { LanguageName, LanguageType } from "../languages/language.type.js";
import { languageOf } from "../languages/languages.js";
import { JUDGEMENT_STATUSES, type Judgement, type JudgementStatus } from "./judgements/judgement.entity.js";
import type { SubmissionStatusEvent } from "./live/submission-status.event.js";

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

/** A submission as lists and single reads know it: lean, with the ids its fields are loaded by. */
export interface SubmissionRow {
  id: string;
  userId: string;
  problemId: string;
  problemAuthorId: string;
  problemCoAuthorIds?: string[];
  language: string;
  sourceBytes: number;
  createdAt: Date;
}

@Owned("submission")
@ObjectType("Submission", {
  implements: Node,
  simpleResolvers: true,
  description:
    "Code that was sent to be judged. Visible to its author, the problem's editors and admins. Once its account is deleted it stays, for statistics, without the code and what the compiler or the program wrote.",
})
export class SubmissionType implements Pick<SubmissionRow, "id" | "language" | "sourceBytes" | "createdAt"> {
  @Visible("public")
  @Field(() => ID, { description: "Global id; what `submissionStatus` watches." })
  id!: string;

  @Visible("public")
  @Derived(languageOf)
  @Field(() => LanguageType, { description: "What it is written in." })
  language!: string;

  @Visible("public")
  @Field(() => Int, { description: "Size of the source, in bytes of UTF-8." })
  sourceBytes!: number;

  @Visible("public")
  @Field(() => GraphQLDateTime, { description: "When it was sent." })
  createdAt!: Date;
}

export const SubmissionConnection = connectionOf("Submission", () => SubmissionType);

@ObjectType("SubmissionStatusEvent", {
  // Plain fields let all subscribers share one answer; see graphql/subscribe.ts.
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

@InputType({ description: "A submission to be judged." })
export class SubmitCodeInput {
  @Field(() => idOf("Problem"), { description: "The problem it solves." })
  problemId!: string;

  @Field(() => LanguageName, { description: "Slug of one of `languages`, one of its `aliases`, or its id." })
  @MaxLength(40)
  language!: string;

  @Field(() => String, { description: "One source file, at most `site { sourceLimitBytes }`." })
  source!: string;

  @Field(() => String, {
    nullable: true,
    description:
      "Your own key for this attempt, at most 100 characters. Sent again with the same content, as after a lost answer, it answers the first submission instead of making another.",
  })
  @IsOptional()
  @Length(1, 100)
  idempotencyKey?: string | null;
}

@InputType({ description: "The submission to withdraw." })
export class CancelSubmissionInput {
  @Field(() => idOf("Submission"), { description: "A submission of your own that is QUEUED." })
  id!: string;
}

@ObjectType({ description: "The answer to cancelSubmission." })
export class CancelSubmissionPayload {
  @Field(() => SubmissionType, { description: "The submission, with the verdict CANCELLED." })
  submission!: SubmissionType;
}

@ObjectType({ description: "The answer to submitCode." })
export class SubmitCodePayload {
  @Field(() => SubmissionType, { description: "The new submission, QUEUED. Watch it with `submissionStatus(submissionId)`." })
  submission!: SubmissionType;
}

@InputType({ description: "Which submissions to list. Everything given must hold." })
export class SubmissionFilter {
  @Field(() => idOf("Problem"), { nullable: true, description: "Only for this problem." })
  @IsOptional()
  problemId?: string;

  @Field(() => idOf("User"), {
    nullable: true,
    description: "Only of this account. Others' submissions are for admins, and for editors of the problem named in `problemId`.",
  })
  @IsOptional()
  userId?: string;

  @Field(() => Boolean, {
    nullable: true,
    description: "Everyone's, where the default is yours: for admins, and for editors of the problem named in `problemId`.",
  })
  @IsOptional()
  everyone?: boolean | null;

  @Field(() => LanguageName, { nullable: true, description: "Only in this language, named as in `submitCode`." })
  @IsOptional()
  @MaxLength(40)
  language?: string;

  @Field(() => JudgementStatusEnum, { nullable: true, description: "Only whose latest judgement is that far." })
  @IsOptional()
  status?: JudgementStatus;

  @Field(() => Verdict, { nullable: true, description: "Only whose latest judgement found this." })
  @IsOptional()
  verdict?: Verdict;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Only those sent at or after this moment." })
  @IsOptional()
  sentFrom?: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Only those sent before this moment." })
  @IsOptional()
  sentBefore?: Date;
}
