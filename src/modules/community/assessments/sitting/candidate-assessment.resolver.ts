import { Arg, Ctx, FieldResolver, Float, Int, Mutation, Query, Resolver, Root, Subscription } from "type-graphql";
import { GraphQLJSONObject } from "graphql-scalars";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { fedByStream, StreamOf } from "../../../../graphql/streams.js";
import { readerOf } from "../../../learning/coursework/grades/reader.js";
import { GradeLineType } from "../../../learning/coursework/grades/grade.type.js";
import { explain, type GradeLine } from "../../../learning/coursework/grading/explain.js";
import { diagnosticsOf, type DiagnosticType } from "../../../practice/submissions/results/diagnostic.type.js";
import type { RunCodeResult } from "../../../practice/submissions/run-code/run-code.job.js";
import { ASSESSMENT_LIMITS, GRACE_MS, SIGNAL_LIMITS } from "../assessment-limits.js";
import { databaseClock, readOwnCandidate, type CandidateRow } from "../candidates/candidate.rows.js";
import * as payload from "../candidates/candidate.payload.js";
import * as type from "../candidates/candidate.type.js";
import type { CandidateDataService } from "../candidates/candidate-data.service.js";
import { ReportAssessmentSignalsInput } from "../integrity/signal.input.js";
import type { SignalsService } from "../integrity/signals.service.js";
import * as input from "./sitting.input.js";
import type { SittingsService } from "./sittings.service.js";
import { tasksOfSitting, treeOfSitting, type ShownTask } from "./task.rows.js";
import { AssessmentTaskType } from "./task.type.js";

const OPEN_ONLY = "NOT_FOUND, CONFLICT when the assessment is not started or has ended, and during a break";

/** What a candidate's session can do. */
@Resolver(() => type.CandidateAssessmentType)
export class CandidateAssessmentResolver {
  constructor(
    private readonly sittings: SittingsService,
    private readonly signals: SignalsService,
    private readonly data: CandidateDataService,
  ) {}

  @Allow("assessment:take")
  @Query(() => type.CandidateAssessmentType, {
    description: "The assessment that your session is for. NOT_FOUND for accounts of people. Errors: NOT_FOUND.",
  })
  candidateAssessment(@Ctx() { em, signedIn }: RequestContext): Promise<CandidateRow> {
    return readOwnCandidate(em, signedIn);
  }

  @Allow("assessment:take")
  @Mutation(() => payload.StartAssessmentPayload, {
    description:
      "Starts your time. A candidate has one sitting: repeating the call, from another tab or device too, returns it. Errors: NOT_FOUND, CONFLICT outside of its window.",
  })
  async startAssessment(@Ctx() { signedIn }: RequestContext) {
    return { assessment: await this.sittings.start(signedIn) };
  }

  @Allow("assessment:take")
  @Mutation(() => payload.SaveAssessmentCodePayload, {
    description: `Saves code of a problem. Call it after changes: saved code that is never submitted is submitted when your time is over. Accepted up to ${GRACE_MS / 1000} seconds after the deadline. Safe to repeat. Errors: BAD_USER_INPUT, ${OPEN_ONLY}.`,
  })
  async saveAssessmentCode(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => input.SaveAssessmentCodeInput, { description: "The code." }) code: input.SaveAssessmentCodeInput,
  ): Promise<payload.SaveAssessmentCodePayload> {
    const { candidate, outdated } = await this.sittings.saveCode(signedIn, code);
    return { assessment: candidate, outdated };
  }

  @Allow("assessment:take")
  @Mutation(() => payload.SaveAssessmentAnswersPayload, {
    description: `Saves answers of a quiz. An answer that another tab has changed meanwhile is not overwritten (\`outdated\`). Accepted up to ${GRACE_MS / 1000} seconds after the deadline. Safe to repeat. Errors: BAD_USER_INPUT, ${OPEN_ONLY}.`,
  })
  async saveAssessmentAnswers(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => input.SaveAssessmentAnswersInput, { description: "The answers." })
    { position, answers }: input.SaveAssessmentAnswersInput,
  ): Promise<payload.SaveAssessmentAnswersPayload> {
    const { candidate, outdated } = await this.sittings.saveAnswers(signedIn, position, answers);
    return { assessment: candidate, outdated };
  }

  @Allow("assessment:take")
  @Mutation(() => payload.SubmitAssessmentCodePayload, {
    description: `Submits code of a problem for judging, at most ${ASSESSMENT_LIMITS.submissionsPerTask} times; the best one counts. Only the assessment shows it. Errors: BAD_USER_INPUT, PAYLOAD_TOO_LARGE, RATE_LIMITED, QUEUE_FULL, SERVICE_UNAVAILABLE, ${OPEN_ONLY}.`,
  })
  async submitAssessmentCode(
    @Ctx() { signedIn, traceparent }: RequestContext,
    @Arg("input", () => input.SubmitAssessmentCodeInput, { description: "The code." }) code: input.SubmitAssessmentCodeInput,
  ) {
    return { assessment: await this.sittings.submitCode(signedIn, code, traceparent) };
  }

  @Allow("assessment:take")
  @Mutation(() => payload.RunAssessmentCodePayload, {
    description: `Runs code on the samples of a problem, or on an input of your own, and waits for the result. Nothing is kept. Errors: BAD_USER_INPUT, PAYLOAD_TOO_LARGE, RATE_LIMITED, QUEUE_FULL, JUDGE_UNAVAILABLE, ${OPEN_ONLY}.`,
  })
  async runAssessmentCode(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => input.RunAssessmentCodeInput, { description: "The code." }) code: input.RunAssessmentCodeInput,
  ): Promise<RunCodeResult & { diagnostics: DiagnosticType[] }> {
    const result = await this.sittings.runCode(signedIn, code);
    return { ...result, diagnostics: diagnosticsOf({ origin: code, ...result }) };
  }

  @Allow("assessment:take")
  @Mutation(() => payload.StartAssessmentBreakPayload, {
    description:
      "Starts a break, if you have any left: your time stands still and tasks are not shown. It ends with `endAssessmentBreak`, or when it is used up. Safe to repeat. Errors: NOT_FOUND, CONFLICT without a break left, and unless the assessment is open.",
  })
  async startAssessmentBreak(@Ctx() { signedIn }: RequestContext) {
    return { assessment: await this.sittings.startBreak(signedIn) };
  }

  @Allow("assessment:take")
  @Mutation(() => payload.EndAssessmentBreakPayload, {
    description: "Ends your break. Safe to repeat. Errors: NOT_FOUND, CONFLICT unless the assessment is open.",
  })
  async endAssessmentBreak(@Ctx() { signedIn }: RequestContext) {
    return { assessment: await this.sittings.endBreak(signedIn) };
  }

  @Allow("assessment:take")
  @Mutation(() => payload.FinishAssessmentPayload, {
    description:
      "Ends your sitting before its deadline. What was saved counts. Repeating the call, or calling it after the deadline, returns the ended sitting: there is one result. Errors: NOT_FOUND, CONFLICT before the start.",
  })
  async finishAssessment(@Ctx() { signedIn }: RequestContext) {
    return { assessment: await this.sittings.finish(signedIn) };
  }

  @Allow("assessment:take")
  @Mutation(() => payload.ReportAssessmentSignalsPayload, {
    description: `Reports what your client noticed, at most ${SIGNAL_LIMITS.batch} signals at once and ${SIGNAL_LIMITS.callsPerMinute} batches a minute. Tell candidates that you do so: only sizes and times are reported, never texts. Beyond ${SIGNAL_LIMITS.sitting} signals of a sitting only their number is kept. Repeating a batch changes nothing. Errors: BAD_USER_INPUT, NOT_FOUND, RATE_LIMITED, CONFLICT unless the assessment is open.`,
  })
  async reportAssessmentSignals(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => ReportAssessmentSignalsInput, { description: "The batch." }) { batch, signals }: ReportAssessmentSignalsInput,
  ): Promise<payload.ReportAssessmentSignalsPayload> {
    await this.signals.report(signedIn, batch, signals);
    return { received: signals.length };
  }

  @Allow("assessment:take")
  @Query(() => GraphQLJSONObject, {
    description:
      "Everything that is held about you as a candidate: invitation, times, answers, code, signals, and the score once it is released. Errors: NOT_FOUND.",
  })
  myCandidateData(@Ctx() { em, signedIn }: RequestContext): Promise<object> {
    return this.data.read(em, signedIn);
  }

  @Allow("assessment:take")
  @Mutation(() => payload.DeleteMyCandidateDataPayload, {
    description:
      "Deletes everything that is held about you as a candidate, results included, and ends your sessions. It can't be undone. Errors: NOT_FOUND.",
  })
  async deleteMyCandidateData(@Ctx() { signedIn }: RequestContext): Promise<payload.DeleteMyCandidateDataPayload> {
    await this.data.erase(signedIn);
    return { deleted: true };
  }

  @Allow("assessment:take")
  @Subscription(() => type.CandidateAssessmentType, {
    ...fedByStream,
    description:
      "Your assessment as it is, then each change: what another tab saves, verdicts, the end, and time that is given. Completes once it is GRADED. If you subscribe late or again, you get the same final state. Errors: NOT_FOUND.",
  })
  candidateAssessmentChanged(@Root() candidate: CandidateRow): CandidateRow {
    return candidate;
  }

  @StreamOf("candidateAssessmentChanged")
  watch(_args: object, { signedIn }: RequestContext): Promise<AsyncIterableIterator<unknown>> {
    return this.sittings.watch(signedIn);
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description:
      "Milliseconds until the deadline, on the server's clock: count down from it, as the client's clock may be wrong. Stands still during a break. Null unless OPEN or BREAK.",
  })
  async remainingMs(@Ctx() context: RequestContext, @Root() { status, deadlineAt }: CandidateRow): Promise<number | null> {
    if (!deadlineAt || (status !== "OPEN" && status !== "BREAK")) return null;
    const now = await context.loader(databaseClock).load("now");
    return Math.max(0, deadlineAt.getTime() - now.getTime());
  }

  @FieldResolver(() => [AssessmentTaskType], {
    nullable: true,
    description: "Your tasks in order. Null before the start, during a break, and after the end until results are released.",
  })
  async tasks(@Ctx() context: RequestContext, @Root() candidate: CandidateRow): Promise<ShownTask[] | null> {
    const released = type.areReleased(candidate);
    if (candidate.sittingId === null || (candidate.status !== "OPEN" && !released)) return null;
    const view = { verdicts: released || candidate.feedback === "VERDICTS", results: released, everything: false };
    return (await context.loader(tasksOfSitting).load(candidate.sittingId)).map((task) => ({ ...task, view }));
  }

  @FieldResolver(() => AssessmentTaskType, {
    nullable: true,
    description: "One of your tasks, for clients that read them one by one. Null when `tasks` is, and if there is none at this position.",
  })
  async task(
    @Ctx() context: RequestContext,
    @Root() candidate: CandidateRow,
    @Arg("position", () => Int, { description: "Position of the task." }) position: number,
  ): Promise<ShownTask | null> {
    return (await this.tasks(context, candidate))?.find((task) => task.position === position) ?? null;
  }

  @FieldResolver(() => [GradeLineType], {
    nullable: true,
    description: "How your points came about. Null until results are released.",
  })
  async lines(@Ctx() context: RequestContext, @Root() candidate: CandidateRow): Promise<GradeLine[] | null> {
    if (candidate.sittingId === null || !type.areReleased(candidate)) return null;
    const tree = await context.loader(treeOfSitting).load(candidate.sittingId);
    return tree && explain(tree, await readerOf(context));
  }
}
