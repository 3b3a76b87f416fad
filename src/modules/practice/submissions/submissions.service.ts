import { ref } from "@mikro-orm/core";
import type { SignedIn, Viewer } from "../../../access/viewer.js";
import type { Env } from "../../../config/env.js";
import { AppError, badInput } from "../../../kernel/errors.js";
import { newId } from "../../../kernel/ids.js";
import { KIB, MINUTE_MS } from "../../../kernel/units.js";
import { readConnection } from "../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../graphql/pagination.js";
import { violatedUnique, type Database, type EntityManager, type Transaction } from "../../../platform/database/database.js";
import type { Jobs } from "../../../platform/jobs/jobs.js";
import type { Logger } from "../../../platform/telemetry/logger.js";
import type { RateLimiter } from "../../../platform/redis/rate-limit.js";
import type { PubSub } from "../../../platform/redis/pub-sub.js";
import { Problem, TestSet } from "../problems/problem.entity.js";
import { expectEngineFor } from "../problems/edits/engine-support.js";
import { judgeLimitsFor } from "../problems/edits/limits.js";
import type { ProblemsService } from "../problems/problems.service.js";
import type { Settings } from "../../base/settings/settings.service.js";
import { User } from "../../base/users/user.entity.js";
import { checkSize, codeChecker, expectFits } from "./code-checks.js";
import { expectIntake, runsPerMinute, runsQueueLimit, submissionsPerMinute, submissionsQueueLimit } from "./intake.js";
import { queueJudgement } from "./worker/judge-submission.job.js";
import type { JudgeStateService } from "./judgements/judge-state.service.js";
import { Judgement } from "./judgements/judgement.entity.js";
import type { JudgementRepository } from "./judgements/judgement.repository.js";
import type { JudgementStates } from "./judgements/judgement-states.js";
import { expectRoom } from "./judgements/queue-room.js";
import { countQueued, nextRound } from "./judgements/rounds.js";
import { judgedBy, runCode, runPatienceMs, type RunCodeResult } from "./run-code/run-code.job.js";
import type { RunCodeInput } from "./run-code/run-code.type.js";
import { eventOfState, publishStatus } from "./live/submission-status.event.js";
import { Submission } from "./submission.entity.js";
import { findRepeated, readSubmission, readSubmissions, visibleConditions } from "./submission-reads.js";
import { ownArguments } from "./run-code/own-arguments.js";
import { bytesOf, filesIn } from "./source-files.js";
import { FROM_SUBMISSIONS, JOIN_LATEST_JUDGEMENT, NEWEST_SUBMISSION_FIRST, SUBMISSION_COLUMNS } from "./submission.rows.js";
import type { SubmissionFilter, SubmissionRow, SubmitCodeInput } from "./submission.type.js";

/** What a module above does with a submission that is set apart. */
export interface SetApart {
  /** Runs in the transaction that commits it. Throws to refuse it. */
  joined(tx: Transaction, submissionId: string): Promise<void>;
}

export interface SubmissionsService {
  /** Commits submission and judgement, then queues the job. Once it returns, the submission cannot be lost. */
  submit(viewer: SignedIn, input: SubmitCodeInput, traceparent?: string): Promise<SubmissionRow>;
  /** The same for an assessment, whose caller has checked that the viewer may open the problem. See `Submission.setApart`. */
  submitApart(viewer: SignedIn, input: SubmitCodeInput, apart: SetApart, traceparent?: string): Promise<SubmissionRow>;
  /** Withdraws a queued submission. CONFLICT if a worker has taken it, FORBIDDEN if it belongs to another account. */
  cancel(em: EntityManager, viewer: SignedIn, id: string): Promise<SubmissionRow>;
  /** NOT_FOUND if the submission does not exist or the viewer may not see it. */
  read(em: EntityManager, viewer: Viewer, id: string): Promise<SubmissionRow>;
  /** The submissions the viewer may see, in any order. */
  readSome(em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<SubmissionRow[]>;
  list(em: EntityManager, viewer: SignedIn, page: PageArgs, filter: SubmissionFilter): Promise<Connection<SubmissionRow>>;
  /** Waits for the result. JUDGE_UNAVAILABLE if no worker returned one in time. */
  run(viewer: SignedIn, input: RunCodeInput): Promise<RunCodeResult>;
  /** The same for a caller that has checked that the viewer may open the problem. */
  runApart(viewer: SignedIn, input: RunCodeInput): Promise<RunCodeResult>;
}

const ENQUEUE_PATIENCE_MS = 500;
const MOST_SAMPLES = 20;
const OWN_INPUT_LIMIT_BYTES = 64 * KIB;

interface Dependencies {
  db: Database;
  jobs: Jobs;
  pubSub: PubSub;
  limiter: RateLimiter;
  settings: Settings;
  env: Env;
  log: Logger;
  judgements: JudgementRepository;
  judgementStates: JudgementStates;
  problems: ProblemsService;
  judgeState: Pick<JudgeStateService, "lacks" | "slots">;
}

export function createSubmissionsService(dependencies: Dependencies): SubmissionsService {
  const { db, jobs, pubSub, limiter, settings, env, log, judgements, judgementStates, problems, judgeState } = dependencies;
  const checkCode = codeChecker(env.SOURCE_LIMIT_BYTES);
  const expectToolchain = async ({ language }: { language: string }) => {
    if (!(await judgeState.lacks(language))) return;
    throw badInput(
      "input.language",
      "No worker supports this language. Use one whose `version` in `languages` is not null.",
      "UNKNOWN_VALUE",
    );
  };

  const send = async (viewer: SignedIn, given: SubmitCodeInput, apart: SetApart | null, traceparent?: string): Promise<SubmissionRow> => {
    const input = checkCode(given);
    const em = db.em.fork();
    const repeated = await findRepeated(em, viewer, input);
    if (repeated) return repeated;
    expectIntake(settings);
    const [{ problem, testSet }] = await Promise.all([
      apart ? problems.findOpened(em, input.problemId) : problems.findForSubmission(em, viewer, input.problemId),
      expectToolchain(input),
    ]);
    expectFits(input, problem);
    expectEngineFor(env.EXECUTION_ENGINE, problem, filesIn(input));
    const limit = settings.get(submissionsQueueLimit);
    await expectRoom(em, judgeState, { waiting: await countQueued(em, limit), limit, what: "submissions" });
    await take("submissions", settings.get(submissionsPerMinute), viewer);
    const submission = new Submission();
    submission.user = ref(User, viewer.id);
    submission.problem = ref(Problem, problem.id);
    submission.language = input.language;
    submission.source = input.source;
    submission.files = filesIn(input);
    submission.sourceBytes = bytesOf(input);
    submission.idempotencyKey = input.idempotencyKey ?? null;
    submission.setApart = apart !== null;
    const judgement = new Judgement();
    judgement.submission = ref(submission);
    judgement.testSet = ref(TestSet, testSet.id);
    judgement.round = await nextRound(em, viewer.id, viewer.entitlements?.includes("queue-priority") ?? false);
    try {
      await db.transaction(async (tx) => {
        tx.persist([submission, judgement]);
        if (apart) {
          await tx.flush();
          await apart.joined(tx, submission.id);
        }
        tx.afterCommit(() => enqueue(judgement, traceparent));
        tx.afterCommit(() => void tellWatchers(judgement.id));
      });
    } catch (error) {
      // A concurrent request with the same key came first.
      const first = violatedUnique(error) === "submissions_idempotency_unique" && (await findRepeated(db.em.fork(), viewer, input));
      if (!first) throw error;
      return first;
    }
    const { id, language, sourceBytes, createdAt } = submission;
    const owners = { problemAuthorId: problem.author.id, problemOrganizationId: problem.organization?.id ?? null };
    return { id, userId: viewer.id, problemId: problem.id, ...owners, language, sourceBytes, createdAt };
  };

  return {
    submit: (viewer, input, traceparent) => send(viewer, input, null, traceparent),
    submitApart: send,

    read: readSubmission,
    readSome: readSubmissions,

    async list(em, viewer, args, filter) {
      const conditions = await visibleConditions(em, viewer, filter);
      const from = filter.status || filter.verdict ? `${FROM_SUBMISSIONS} ${JOIN_LATEST_JUDGEMENT}` : FROM_SUBMISSIONS;
      const list = { select: SUBMISSION_COLUMNS, from, conditions };
      return readConnection<SubmissionRow>(em, list, args, NEWEST_SUBMISSION_FIRST);
    },

    async cancel(em, viewer, id) {
      const row = await readSubmission(em, viewer, id);
      if (row.userId !== viewer.id) throw new AppError("FORBIDDEN", "You can only withdraw your own submissions.");
      await db.transaction(async (tx) => {
        const judgementId = await judgements.cancel(tx, id, viewer.id);
        if (!judgementId) throw new AppError("CONFLICT", "The submission is no longer queued: a worker has taken it, or it is finished.");
        tx.afterCommit(() => tellWatchers(judgementId));
      });
      return row;
    },

    run: (viewer, given) => runWith(viewer, given, problems.findForSubmission),
    runApart: (viewer, given) => runWith(viewer, given, (em, _viewer, problemId) => problems.findOpened(em, problemId)),
  };

  async function runWith(viewer: SignedIn, given: RunCodeInput, find: ProblemsService["findForSubmission"]): Promise<RunCodeResult> {
    const input = checkCode(given);
    expectIntake(settings);
    await expectToolchain(input);
    const em = db.em.fork();
    const { waiting, paused } = await jobs.depth(runCode).catch(unavailable);
    await expectRoom(em, judgeState, { waiting, limit: settings.get(runsQueueLimit), what: "code runs" });
    await take("runs", settings.get(runsPerMinute), viewer);
    if (input.stdin !== undefined && input.stdin !== null) checkSize("stdin", Buffer.byteLength(input.stdin), OWN_INPUT_LIMIT_BYTES);
    const { problem, testSet } = await find(em, viewer, input.problemId);
    expectFits(input, problem);
    // Own input runs without the problem's programs, but not without its driver.
    const needed = input.stdin == null ? problem : { ...problem, checkerProgram: null, interactor: null, passes: 1 };
    expectEngineFor(env.EXECUTION_ENGINE, needed, filesIn(input));
    const cases =
      input.stdin != null
        ? [{ name: "stdin", input: problem.signature ? ownArguments(problem.signature, input.stdin) : input.stdin, expected: null }]
        : testSet.samples.slice(0, MOST_SAMPLES).map(({ name, input: stdin, output, checkerArguments }) => ({
            ...{ name, input: stdin, expected: output },
            ...(checkerArguments && { checkerArguments }),
          }));
    const limits = judgeLimitsFor(problem, input.language);
    try {
      if (paused) throw new Error("code runs are paused");
      return await jobs.call(
        runCode,
        { language: input.language, source: input.source, files: filesIn(input), limits, cases, ...judgedBy(problem, input.language) },
        newId(),
        { timeoutMs: runPatienceMs(limits) },
      );
    } catch (error) {
      return unavailable(error);
    }
  }

  async function take(name: string, most: number, viewer: SignedIn): Promise<void> {
    const refused = await limiter.take({ name, most, windowMs: MINUTE_MS }, viewer.id);
    if (refused) throw new AppError("RATE_LIMITED", `At most ${most} ${name} per minute. Try again in a moment.`, refused);
  }

  function unavailable(error: unknown): never {
    log.warn({ err: error }, "code run without result");
    throw new AppError("JUDGE_UNAVAILABLE", "The judge could not run your code right now. Try again.", {
      retryAfterMs: 5000,
    });
  }

  /** Notifies the account's other devices immediately. If this fails, they learn of it on their next read. */
  async function tellWatchers(judgementId: string): Promise<void> {
    try {
      const state = await judgementStates.stateOf(judgementId);
      if (state) publishStatus(pubSub, eventOfState(state)).catch(notTold);
    } catch (error) {
      notTold(error);
    }
  }

  function notTold(error: unknown): void {
    log.warn({ err: error }, "event not published");
  }

  /** Does not wait for an unavailable Redis: the sweeper finds the row. */
  async function enqueue({ id: judgementId, round }: Judgement, traceparent?: string): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, ENQUEUE_PATIENCE_MS)));
    const added = queueJudgement(jobs, judgementId, round, traceparent).catch((error: unknown) =>
      log.warn({ judgementId, err: error }, "job not added; the sweeper will"),
    );
    await Promise.race([added, patience]);
    clearTimeout(timer);
  }
}
