import { parseJson } from "../../../../kernel/contract.js";
import { SECOND_MS } from "../../../../kernel/units.js";
import { rows } from "../../../../platform/database/database.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import { isOutage } from "../../../../platform/database/outage.js";
import { MachineBusy } from "../../../../judge/sandbox/sandbox.js";
import type { BackgroundWork } from "../../../contracts/module.js";
import { createClaims, type Claim, type Progress } from "../../../contracts/claims.js";
import type { JudgingDependencies } from "../worker/judging.js";
import { openTests } from "../worker/open-tests.js";
import { queueVerification } from "../worker/judge-submission.job.js";
import { verificationReport, type VerificationReport } from "./report.js";
import { runTask, type TaskDependencies } from "./run-task.js";
import type { VerificationScope } from "./verification.entity.js";
import { fingerprintOf, readSubject } from "./verification-subject.js";
import { progressOf, tasksOf } from "./verification-tasks.js";
import { publishVerification } from "./verification.topic.js";

export type VerificationCheckpoint = "mid-verification" | "verification-before-commit";

export interface VerificationDependencies
  extends TaskDependencies, Pick<JudgingDependencies, "testSets" | "storage" | "pubSub" | "log" | "stopping"> {
  jobs: Jobs;
  checkpoint(name: VerificationCheckpoint): void;
}

interface OpenVerification {
  problemId: string;
  scope: VerificationScope;
  revision: number;
  testSetId: string;
  fingerprint: string;
  failures: number;
  report: unknown;
  keepLineEnds: boolean;
}

const RENEW_MS = 4 * SECOND_MS;
const TELL_MS = 250;
const SWEEP_MS = SECOND_MS;
const BATCH = 50;
const MOST_FAILURES = 8;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30 * SECOND_MS;

const OPEN = `select v.problem_id as "problemId", v.scope, v.revision, v.test_set_id as "testSetId", v.fingerprint, v.failures, v.report,
  p.keep_line_ends as "keepLineEnds" from verifications v join problems p on p.id = v.problem_id where v.id = ?`;

/**
 * Does the next step of a verification: one solution, or a few seconds of a validator or generator. A step is committed whole, and only by
 * the worker that holds the claim: a killed worker loses one step, which another repeats.
 */
export async function runVerificationStep(deps: VerificationDependencies, id: string): Promise<void> {
  const { db, log, stopping } = deps;
  const claims = createClaims(db, { name: "verifications", waiting: "QUEUED", givenBack: "QUEUED" });
  const claim = await claims.take(id);
  if (!claim) return;
  const end = new AbortController();
  const stop = () => end.abort(stopping.reason);
  stopping.addEventListener("abort", stop);
  if (stopping.aborted) stop();
  const renew = async (progress?: Progress) => {
    if (!(await claims.renew(claim, progress))) end.abort(new Error("claim lost"));
  };
  const logFailure = (error: unknown) => log.warn({ verificationId: id, err: error }, "lease not renewed");
  const timer = setInterval(() => void renew().catch(logFailure), RENEW_MS);
  let failures = 0;
  try {
    const [open] = await rows<OpenVerification>(db.em.fork(), OPEN, [id]);
    failures = open!.failures;
    await step(deps, claim, open!, end.signal, (progress) => void renew(progress).catch(logFailure));
  } catch (error) {
    if (end.signal.aborted && !stopping.aborted) return log.warn({ verificationId: id }, "verification step dropped: the claim was lost");
    const counts = !stopping.aborted && !isOutage(error) && !(error instanceof MachineBusy);
    if (!stopping.aborted) log.error({ verificationId: id, attempt: claim.attempt, err: error }, "verification step failed");
    if (counts) await countFailure(deps, claim, failures + 1);
    else await claims.giveBack(claim, stopping.aborted ? 0 : FIRST_WAIT_MS);
  } finally {
    stopping.removeEventListener("abort", stop);
    clearInterval(timer);
  }
}

async function step(
  deps: VerificationDependencies,
  claim: Claim,
  open: OpenVerification,
  signal: AbortSignal,
  tell: (progress: Progress) => void,
): Promise<void> {
  const subject = await readSubject(deps.db.em.fork(), open);
  // Programs are not versioned: what is known so far may be of others.
  if (fingerprintOf(subject, open.scope) !== open.fingerprint) return void (await close(deps, claim, "CANCELLED"));
  const report = parseJson(verificationReport, JSON.stringify(open.report));
  const tasks = tasksOf(subject, open.scope);
  const task = tasks[report.task];
  if (!task) return void (await close(deps, claim, "FINISHED", { report, ...progressOf(tasks, report) }));

  const { done: before, total } = progressOf(tasks, report);
  let done = before;
  let toldAt = 0;
  const onTest = () => {
    done++;
    deps.checkpoint("mid-verification");
    if (Date.now() - toldAt < TELL_MS) return;
    toldAt = Date.now();
    tell({ done, total });
    publishVerification(deps, claim.id);
  };
  const tests = await openTests(deps, { testSetSha256: subject.testSet.sha256 }, signal);
  try {
    const next = await runTask(deps, task, { subject, keepLineEnds: open.keepLineEnds, tests, report, signal, onTest });
    deps.checkpoint("verification-before-commit");
    const after = { report: next, ...progressOf(tasks, next) };
    const attempt = await close(deps, claim, next.task < tasks.length ? "QUEUED" : "FINISHED", after);
    if (attempt !== null && next.task < tasks.length) await queueVerification(deps.jobs, { id: claim.id, attempt }).catch(() => undefined);
  } finally {
    await tests.close();
  }
}

type Found = Progress & { report: VerificationReport };

/** Ends the step. Null if the claim was lost. */
async function close(
  deps: VerificationDependencies,
  { id, attempt }: Claim,
  status: "QUEUED" | "FINISHED" | "CANCELLED",
  found?: Found,
): Promise<number | null> {
  const { db, log } = deps;
  const ended = await rows(
    db.em.fork(),
    `update verifications set status = ?, leased_until = null, due_at = now(), failures = 0, report = coalesce(?::jsonb, report),
       done = coalesce(?::int, done), total = coalesce(?::int, total), finished_at = case when ? then null else now() end
     where id = ? and attempt = ? and status = 'RUNNING' returning 1`,
    [status, found ? JSON.stringify(found.report) : null, found?.done ?? null, found?.total ?? null, status === "QUEUED", id, attempt],
  );
  if (ended.length === 0) return null;
  publishVerification(deps, id);
  if (status !== "QUEUED") log.info({ verificationId: id, status, attempt }, "verification ended");
  return attempt;
}

async function countFailure(deps: VerificationDependencies, { id, attempt }: Claim, failures: number): Promise<void> {
  const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
  const isLast = failures >= MOST_FAILURES;
  await rows(
    deps.db.em.fork(),
    `update verifications set status = ?, failures = ?, leased_until = null, due_at = now() + ? * interval '1 millisecond',
       finished_at = case when ? then now() end
     where id = ? and attempt = ? and status = 'RUNNING' returning 1`,
    [isLast ? "FAILED" : "QUEUED", failures, waitMs, isLast, id, attempt],
  );
  publishVerification(deps, id);
}

/** Runs in every worker: adds a job for each step that is due, so Redis may lose any of them. */
export function startVerificationSweeper({ db, jobs, log }: Pick<VerificationDependencies, "db" | "jobs" | "log">): BackgroundWork {
  const sweep = async () => {
    if (!jobs.reachable()) return;
    const due = await rows<{ id: string; attempt: number }>(
      db.em.fork(),
      `select id, attempt from verifications where status in ('QUEUED', 'RUNNING') and due_at <= now()
         and (leased_until is null or leased_until < now()) order by due_at limit ${BATCH}`,
    );
    for (const one of due) await queueVerification(jobs, one);
  };
  let round: Promise<void> | undefined;
  const timer = setInterval(() => {
    round ??= sweep()
      .catch((error: unknown) => log.warn({ err: error }, "search for due verifications failed; will be retried"))
      .finally(() => (round = undefined));
  }, SWEEP_MS);
  return {
    async close() {
      clearInterval(timer);
      await round;
    },
  };
}
