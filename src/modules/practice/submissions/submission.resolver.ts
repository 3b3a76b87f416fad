import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root, Subscription } from "type-graphql";
import { Allow, Visible } from "../../../graphql/access.js";
import type { LoaderFactory, RequestContext } from "../../../graphql/context.js";
import { PageArgs, type Connection } from "../../../graphql/pagination.js";
import { idOf } from "../../../graphql/global-ids.js";
import { fedByStream, InEvents, StreamOf } from "../../../graphql/streams.js";
import { problemById } from "../problems/problem.loaders.js";
import { ProblemType } from "../problems/problem.type.js";
import { userById } from "../../base/users/user.loaders.js";
import { UserType } from "../../base/users/user.type.js";
import type { RunCodeResult } from "./run-code/run-code.job.js";
import { RunCodeInput, RunCodePayload } from "./run-code/run-code.type.js";
import type { SubmissionStatusEvent } from "./live/submission-status.event.js";
import { sourceOf } from "./submission.loaders.js";
import {
  CancelSubmissionInput,
  CancelSubmissionPayload,
  SubmissionConnection,
  SubmissionFilter,
  SubmissionType,
  SubmitCodeInput,
  SubmitCodePayload,
  type SubmissionRow,
} from "./submission.type.js";
import { JudgementType } from "./judgements/judgement.type.js";
import { SubmissionStatusEventType } from "./live/submission-status.type.js";
import type { SubmissionStreams } from "./live/submission-status.stream.js";
import { allSubmissionsMark, submissionMark, type WatchMarks } from "./live/watch-marks.js";
import type { SubmissionsService } from "./submissions.service.js";

@Resolver(() => SubmissionType)
export class SubmissionResolver {
  constructor(
    private readonly submissions: SubmissionsService,
    private readonly latestJudgement: LoaderFactory<string, JudgementType>,
    private readonly streams: SubmissionStreams,
    private readonly marks: WatchMarks,
  ) {}

  @Allow("submission:read")
  @Query(() => SubmissionType, {
    nullable: true,
    description: "One submission. NOT_FOUND unless it is yours, it is to a problem that you may edit, or you are an admin.",
  })
  submission(
    @Ctx() { em, viewer }: RequestContext,
    @Arg("id", () => idOf("Submission"), { description: "The submission's id." }) id: string,
  ): Promise<SubmissionRow> {
    return this.submissions.read(em, viewer, id);
  }

  @Allow("submission:read")
  @Query(() => SubmissionConnection, {
    name: "submissions",
    description:
      "Your submissions, newest first; for admins and editors of a problem also those of others, asked for in the filter. Errors: BAD_USER_INPUT, FORBIDDEN.",
  })
  list(
    @Ctx() { em, signedIn }: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("filter", () => SubmissionFilter, { nullable: true, description: "Which ones; all of yours when absent." })
    filter?: SubmissionFilter,
  ): Promise<Connection<SubmissionRow>> {
    return this.submissions.list(em, signedIn, page, filter ?? {});
  }

  @Allow("submission:create")
  @Mutation(() => SubmitCodePayload, {
    description:
      "Sends code to be judged against all tests. Answers at once with the queued submission. Errors: BAD_USER_INPUT, NOT_FOUND (problem), EMAIL_NOT_VERIFIED, ENTITLEMENT_REQUIRED when the problem is `locked`, PAYLOAD_TOO_LARGE with limitBytes, CONFLICT when the problem takes no submissions, RATE_LIMITED with retryAfterMs, SERVICE_UNAVAILABLE with the admins' words and retryAfterMs while none are taken (`site`).",
  })
  async submitCode(
    @Ctx() { signedIn, traceparent }: RequestContext,
    @Arg("input", () => SubmitCodeInput, { description: "Problem, language and source." }) input: SubmitCodeInput,
  ): Promise<{ submission: SubmissionRow }> {
    return { submission: await this.submissions.submit(signedIn, input, traceparent) };
  }

  @Allow("submission:create")
  @Mutation(() => CancelSubmissionPayload, {
    description:
      "Withdraws a submission of your own while it is QUEUED. It ends with the verdict CANCELLED and counts for nothing. Errors: NOT_FOUND, FORBIDDEN, CONFLICT once a worker has it.",
  })
  async cancelSubmission(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("input", () => CancelSubmissionInput, { description: "The submission." }) { id }: CancelSubmissionInput,
  ): Promise<{ submission: SubmissionRow }> {
    return { submission: await this.submissions.cancel(em, signedIn, id) };
  }

  @Allow("submission:create")
  @Mutation(() => RunCodePayload, {
    description:
      "Runs code on the samples or on own input and waits for the result, usually a second. Not stored and not counted. Errors: as submitCode, and JUDGE_UNAVAILABLE, also while admins have paused runs.",
  })
  runCode(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => RunCodeInput, { description: "Problem, language, source and, if wanted, own input." }) input: RunCodeInput,
  ): Promise<RunCodeResult> {
    return this.submissions.run(signedIn, input);
  }

  @Allow("submission:read")
  @Subscription(() => SubmissionStatusEventType, {
    ...fedByStream,
    description:
      "The judging of a submission, live: first its present state, then each step down to single tests, then completes itself after FINISHED. Subscribing late, twice or again after a lost connection ends at the same final state. NOT_FOUND unless you may see the submission.",
  })
  submissionStatus(
    @Root() event: SubmissionStatusEvent,
    @Arg("submissionId", () => idOf("Submission"), { description: "The submission to watch." }) _submissionId: string,
  ): SubmissionStatusEvent {
    return event;
  }

  @Allow("submission:read")
  @Subscription(() => SubmissionStatusEventType, {
    ...fedByStream,
    description:
      "All judgings of all your submissions on one subscription: first those that finished since `after`, then the state of those that are not finished, then each step, also of submissions sent later or from elsewhere. Each FINISHED comes once and in order; steps before it may be skipped. Never completes by itself. Errors: BAD_USER_INPUT.",
  })
  mySubmissionUpdates(
    @Root() event: SubmissionStatusEvent,
    @Arg("after", () => String, {
      nullable: true,
      description:
        "The `cursor` of the latest event you have: what finished since comes first, at most 100, with `skipped` in the first event when there was more. Without it, what finished in the last five minutes comes first.",
    })
    _after?: string | null,
  ): SubmissionStatusEvent {
    return event;
  }

  @StreamOf("submissionStatus")
  async watch({ submissionId }: { submissionId: string }, { em, viewer }: RequestContext): Promise<AsyncIterableIterator<unknown>> {
    const { id, userId } = await this.submissions.read(em, viewer, submissionId);
    const events = await this.streams.watchSubmission(id);
    return viewer?.id === userId ? this.marks.during(submissionMark(id), events) : events;
  }

  @StreamOf("mySubmissionUpdates")
  async watchAll({ after }: { after?: string | null }, { signedIn: { id } }: RequestContext): Promise<AsyncIterableIterator<unknown>> {
    return this.marks.during(allSubmissionsMark(id), await this.streams.watchSubmissionsOf(id, after ?? null));
  }

  @Visible("owner")
  @FieldResolver(() => String, {
    nullable: true,
    description: "The code; null for those who may not see it, and once the account that sent it is deleted.",
  })
  source(@Ctx() context: RequestContext, @Root() submission: SubmissionRow): Promise<string | null> {
    return context.loader(sourceOf).load(submission.id);
  }

  @Visible("public")
  @InEvents
  @FieldResolver(() => JudgementType, { description: "The latest judging." })
  judgement(@Ctx() context: RequestContext, @Root() submission: SubmissionRow): Promise<JudgementType> {
    return context.loader(this.latestJudgement).load(submission.id);
  }

  @Visible("public")
  @FieldResolver(() => ProblemType, { nullable: true, description: "The problem, also once it is archived." })
  problem(@Ctx() context: RequestContext, @Root() submission: SubmissionRow): Promise<unknown> {
    return context.loader(problemById).load(submission.problemId);
  }

  @Visible("public")
  @FieldResolver(() => UserType, { nullable: true, description: "Whose submission it is." })
  user(@Ctx() context: RequestContext, @Root() submission: SubmissionRow): Promise<UserType | null> {
    return context.loader(userById).load(submission.userId);
  }
}
