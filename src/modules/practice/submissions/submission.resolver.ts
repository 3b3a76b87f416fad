import { Arg, Args, Ctx, FieldResolver, Float, Mutation, Query, Resolver, Root, Subscription } from "type-graphql";
import { mayEditProblemOf } from "../../../access/policy.js";
import { Allow, Visible } from "../../../graphql/access.js";
import type { LoaderFactory, RequestContext } from "../../../graphql/context.js";
import { PageArgs, type Connection } from "../../../graphql/pagination.js";
import { idOf } from "../../../graphql/global-ids.js";
import { fedByStream, InEvents, StreamOf } from "../../../graphql/streams.js";
import type { TestResult } from "../../../judge/test-result.js";
import { problemById } from "../problems/problem.loaders.js";
import { ProblemType } from "../problems/problem.type.js";
import { userById } from "../../base/users/user.loaders.js";
import { UserType } from "../../base/users/user.type.js";
import type { RunCodeResult } from "./run-code/run-code.job.js";
import { RunCodeInput, RunCodePayload } from "./run-code/run-code.type.js";
import type { SubmissionStatusEvent } from "./live/submission-status.event.js";
import { SourceFileType } from "./source-files.js";
import { filesOfSubmission, sourceOf } from "./submission.loaders.js";
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
import { diagnosticsOf, type DiagnosticType } from "./results/diagnostic.type.js";
import { eventsFor } from "./results/shown-results.js";
import { CheckerMessage, JudgementType } from "./judgements/judgement.type.js";
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
    description: "A submission by ID. NOT_FOUND unless it is yours, it is to a problem that you may edit, or you are an admin.",
  })
  submission(
    @Ctx() { em, viewer }: RequestContext,
    @Arg("id", () => idOf("Submission"), { description: "ID of the submission." }) id: string,
  ): Promise<SubmissionRow> {
    return this.submissions.read(em, viewer, id);
  }

  @Allow("submission:read")
  @Query(() => SubmissionConnection, {
    name: "submissions",
    description:
      "Your submissions, newest first. Admins and editors of a problem can also request those of others with the filter. Errors: BAD_USER_INPUT, FORBIDDEN.",
  })
  list(
    @Ctx() { em, signedIn }: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("filter", () => SubmissionFilter, { nullable: true, description: "Filter for submissions. Default: all of yours." })
    filter?: SubmissionFilter,
  ): Promise<Connection<SubmissionRow>> {
    return this.submissions.list(em, signedIn, page, filter ?? {});
  }

  @Allow("submission:create")
  @Mutation(() => SubmitCodePayload, {
    description:
      "Submits code for judging against all tests. Returns the queued submission immediately. Errors: BAD_USER_INPUT, NOT_FOUND (problem), EMAIL_NOT_VERIFIED, ENTITLEMENT_REQUIRED when the problem is `locked`, PAYLOAD_TOO_LARGE with limitBytes, CONFLICT when the problem takes no submissions, UNSUPPORTED_BY_ENGINE, RATE_LIMITED with retryAfterMs, QUEUE_FULL with retryAfterMs when too much is waiting for the judge, SERVICE_UNAVAILABLE with the admins' message and retryAfterMs while submissions are disabled (`site`).",
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
      "Withdraws your own submission while it is QUEUED. It ends with the verdict CANCELLED and does not count. Errors: NOT_FOUND, FORBIDDEN, CONFLICT once a worker has taken it.",
  })
  async cancelSubmission(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("input", () => CancelSubmissionInput, { description: "The submission to withdraw." }) { id }: CancelSubmissionInput,
  ): Promise<{ submission: SubmissionRow }> {
    return { submission: await this.submissions.cancel(em, signedIn, id) };
  }

  @Allow("submission:create")
  @Mutation(() => RunCodePayload, {
    description:
      "Runs code on the samples or on custom input and waits for the result, usually about a second. The run is not stored and does not count. Errors: as submitCode, and JUDGE_UNAVAILABLE, also while admins have paused runs.",
  })
  async runCode(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => RunCodeInput, { description: "Problem, language, source and optional custom input." }) input: RunCodeInput,
  ): Promise<RunCodeResult & { diagnostics: DiagnosticType[] }> {
    const result = await this.submissions.run(signedIn, input);
    return { ...result, diagnostics: diagnosticsOf({ origin: input, ...result }) };
  }

  @Allow("submission:read")
  @Subscription(() => SubmissionStatusEventType, {
    ...fedByStream,
    description:
      "Live judging status of a submission: the current state, then each step including individual tests. Completes after FINISHED. If you subscribe late, more than once or again after a disconnect, you still get the same final state. NOT_FOUND unless you may see the submission.",
  })
  submissionStatus(
    @Root() event: SubmissionStatusEvent,
    @Arg("submissionId", () => idOf("Submission"), { description: "ID of the submission to watch." }) _submissionId: string,
  ): SubmissionStatusEvent {
    return event;
  }

  @Allow("submission:read")
  @Subscription(() => SubmissionStatusEventType, {
    ...fedByStream,
    description:
      "Live judging status of all your submissions: first those that finished since `after`, then the state of unfinished ones, then each step, including for new submissions from any client. Each FINISHED event is delivered once and in order; earlier steps may be skipped. Never completes by itself. Errors: BAD_USER_INPUT.",
  })
  mySubmissionUpdates(
    @Root() event: SubmissionStatusEvent,
    @Arg("after", () => String, {
      nullable: true,
      description:
        "`cursor` of the latest event you received. The stream starts with judgements finished since then, at most 100; if there were more, the first event has `skipped`. If omitted, it starts with those finished in the last five minutes.",
    })
    _after?: string | null,
  ): SubmissionStatusEvent {
    return event;
  }

  @StreamOf("submissionStatus")
  async watch({ submissionId }: { submissionId: string }, { em, viewer }: RequestContext): Promise<AsyncIterableIterator<unknown>> {
    const { id, userId } = await this.submissions.read(em, viewer, submissionId);
    const events = await this.streams.watchSubmission(id, eventsFor(viewer));
    if (viewer?.id === userId) events.onceClosed(this.marks.keep(submissionMark(id)));
    return events;
  }

  @StreamOf("mySubmissionUpdates")
  async watchAll({ after }: { after?: string | null }, { signedIn }: RequestContext): Promise<AsyncIterableIterator<unknown>> {
    const { id } = signedIn;
    const events = await this.streams.watchSubmissionsOf(id, after ?? null, eventsFor(signedIn));
    events.onceClosed(this.marks.keep(allSubmissionsMark(id)));
    return events;
  }

  @Visible("owner")
  @FieldResolver(() => String, {
    nullable: true,
    description: "Source code. Null if you may not see it, and once the account that sent it is deleted.",
  })
  source(@Ctx() context: RequestContext, @Root() submission: SubmissionRow): Promise<string | null> {
    return context.loader(sourceOf).load(submission.id);
  }

  @Visible("owner")
  @FieldResolver(() => [SourceFileType], {
    nullable: true,
    description: "Other files next to the source. Null if you may not see them; empty if there are none, and once the account is deleted.",
  })
  files(@Ctx() context: RequestContext, @Root() submission: SubmissionRow): Promise<SourceFileType[]> {
    return context.loader(filesOfSubmission).load(submission.id);
  }

  @Visible("public")
  @InEvents
  @FieldResolver(() => JudgementType, { description: "Latest judgement." })
  judgement(@Ctx() context: RequestContext, @Root() submission: SubmissionRow): Promise<JudgementType> {
    return context.loader(this.latestJudgement).load(submission.id);
  }

  @Visible("public")
  @InEvents
  @FieldResolver(() => Float, { nullable: true, description: "Points of the latest judgement, as in `Judgement.score`." })
  async score(@Ctx() context: RequestContext, @Root() submission: SubmissionRow): Promise<number | null> {
    return (await context.loader(this.latestJudgement).load(submission.id)).score;
  }

  @Visible("public")
  @InEvents
  @FieldResolver(() => Float, { nullable: true, description: "Full score, as in `Judgement.maxScore`. Null if the problem is pass/fail." })
  async maxScore(@Ctx() context: RequestContext, @Root() submission: SubmissionRow): Promise<number | null> {
    return (await context.loader(this.latestJudgement).load(submission.id)).maxScore;
  }

  @Visible("public")
  @FieldResolver(() => [CheckerMessage], {
    nullable: true,
    description:
      "Messages of the checker in the latest judgement, by test. Visible to editors of the problem; null for others, including the sender of the submission.",
  })
  async checkerMessages(@Ctx() context: RequestContext, @Root() submission: SubmissionRow): Promise<CheckerMessage[] | null> {
    if (!mayEditProblemOf(context.viewer, submission)) return null;
    const { tests }: { tests: readonly TestResult[] } = await context.loader(this.latestJudgement).load(submission.id);
    return tests.flatMap(({ index, judgeMessage }) => (judgeMessage ? [{ test: index, message: judgeMessage }] : []));
  }

  @Visible("public")
  @FieldResolver(() => ProblemType, {
    nullable: true,
    description: "The problem, even if it is archived. Its content is null once you have left the organization that it is for.",
  })
  problem(@Ctx() context: RequestContext, @Root() submission: SubmissionRow): Promise<unknown> {
    return context.loader(problemById).load(submission.problemId);
  }

  @Visible("public")
  @FieldResolver(() => UserType, { nullable: true, description: "Account that sent the submission." })
  user(@Ctx() context: RequestContext, @Root() submission: SubmissionRow): Promise<UserType | null> {
    return context.loader(userById).load(submission.userId);
  }
}
