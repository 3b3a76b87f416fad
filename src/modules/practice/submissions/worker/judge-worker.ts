import { cpus } from "node:os";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import type { Env } from "../../../../config/env.js";
import { ArtifactCache } from "../../../../judge/artifact-cache.js";
import type { ExecutionEngine, Toolchains } from "../../../../judge/engines/engine.js";
import { LANGUAGES } from "../../../../judge/languages/index.js";
import { MachineBusy, SandboxError, type Sandbox } from "../../../../judge/sandbox/sandbox.js";
import { TestSetCache } from "../../../../judge/test-set-cache.js";
import { contract, readJson } from "../../../../kernel/contract.js";
import { within } from "../../../../kernel/within.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { JobWorker } from "../../../../platform/jobs/workers.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { Metrics } from "../../../../platform/telemetry/metrics.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { Tracing } from "../../../../platform/telemetry/tracing.js";
import type { BackgroundWork } from "../../../contracts/module.js";
import type { Database } from "../../../../platform/database/database.js";
import { createProgramRunner, type ProgramRunner } from "../../../../judge/problem-programs/program-runner.js";
import { validateTests } from "../../problems/programs/validate-tests.job.js";
import { validateSet } from "../verification/validate-set.js";
import {
  runVerificationStep,
  startVerificationSweeper,
  type VerificationCheckpoint,
  type VerificationDependencies,
} from "../verification/verification-worker.js";
import { compileCheckerProgram } from "../../problems/checker-programs/compile-checker.job.js";
import { tryCompiling, type CheckingDependencies } from "./checking.js";
import { judgeSubmission } from "./judge-submission.job.js";
import { createEngines } from "./engines.js";
import { createJudgingObserver } from "./judging-observer.js";
import { runJudgement, type Checkpoint, type JudgingDependencies } from "./judging.js";
import type { JudgementProgress } from "../live/judgement-progress.js";
import type { JudgementRepository } from "../judgements/judgement.repository.js";
import type { JudgementStates } from "../judgements/judgement-states.js";
import { measureGrowth } from "../run-code/measure-growth.job.js";
import { measure } from "../run-code/measuring.js";
import { runCode } from "../run-code/run-code.job.js";
import { runCodeCases } from "../run-code/running.js";
import { proveSandbox } from "./sandbox-proof.js";
import { startSweeper } from "./sweeper.js";
import { startPresence, type Presences, type WorkerPresence } from "./worker-presence.js";

export interface JudgeWorkerDependencies {
  env: Env;
  log: Logger;
  jobs: Jobs;
  storage: ObjectStorage;
  pubSub: PubSub;
  judgements: JudgementRepository;
  judgementStates: JudgementStates;
  progress: JudgementProgress;
  readProgram: CheckingDependencies["readProgram"];
  presences: Presences;
  metrics: Metrics;
  tracing: Tracing;
  db: Database;
  /** Starts building test sets, which may run programs. */
  buildTestSets: (runner: ProgramRunner) => BackgroundWork;
  processId: string;
  checkpoint?: (name: Checkpoint | VerificationCheckpoint) => void;
}

/** Share of SHUTDOWN_TIMEOUT_MS for finishing jobs; the rest is for releasing the others and closing connections. */
const FINISHING_SHARE = 0.8;

/** The worker's judging part: proves its sandbox, publishes the result, and takes jobs only while the sandbox is proven. */
export async function startJudgeWorker(deps: JudgeWorkerDependencies): Promise<BackgroundWork> {
  const { env, log, presences, processId } = deps;
  const slots = env.JUDGE_SLOTS || cpus().length;
  const { engine, checkers, authors, kept } = createEngines(env, slots, () => readManifest(env.JUDGE_HOME));
  const artifacts = new ArtifactCache({
    folder: join(env.JUDGE_CACHE_DIR, "programs"),
    toolchain: async () => (await engine.toolchains()).hash,
    onProblem: (error) => log.warn({ err: error }, "compiled programs are not cached"),
  });
  let presence: WorkerPresence = {
    id: processId,
    engine: engine.name,
    level: "none",
    cgroup: "none",
    detail: "The engine is being tested.",
    jobs: "testing",
    slots,
    versions: {},
  };
  const toolchainOf = (languageId: string) => presence.versions[languageId] ?? null;
  deps.metrics.gauge("judge_engine", "What runs programs in this worker, and its proven level.", ["engine", "level", "jobs"], () => [
    { labels: { engine: engine.name, level: presence.level, jobs: presence.jobs ?? "testing" }, value: 1 },
  ]);
  const beats = startPresence(presences, () => presence, log);
  const expectProven = () => {
    if (presence.jobs !== "taken") throw new SandboxError("The sandbox is not proven.");
  };
  const runner = createProgramRunner({ sandbox: authors, artifacts, expectProven });
  const background = [startSweeper(deps), startVerificationSweeper(deps), deps.buildTestSets(runner)];
  const stopping = new AbortController();
  let takers: JobWorker[] | undefined;

  const proof = proveSandbox({
    engine,
    minimumLevel: env.JUDGE_MINIMUM_LEVEL,
    kept,
    log,
    onTested({ level, cgroup, detail }, suffices) {
      presence = { ...presence, level, cgroup, detail, jobs: suffices ? "taken" : "refused" };
      void presences.announce(presence).catch(() => undefined);
    },
    onProven(languages, { versions: toolchains, libraries }) {
      const found = LANGUAGES.filter(({ id }) => languages.has(id)).map(({ id, versionKey }) => [id, toolchains[versionKey] ?? "unknown"]);
      presence = { ...presence, versions: Object.fromEntries(found) as Record<string, string>, libraries: mutable(libraries) };
      void presences.announce(presence).catch(() => undefined);
      takers ??= takeJobs(deps, {
        engine,
        checkers,
        artifacts,
        runner,
        slots,
        toolchainOf,
        stopping: stopping.signal,
        onSandboxFailure: () => proof.doubt(),
      });
      for (const taker of takers) taker.resume();
      log.info({ engine: engine.name, level: presence.level, cgroup: presence.cgroup, slots }, "sandbox proven; taking jobs");
    },
    onDoubted() {
      for (const taker of takers ?? []) void taker.pause();
    },
  });

  return {
    async close() {
      proof.stop();
      const inHand = Promise.allSettled((takers ?? []).map((taker) => taker.close()));
      const others = Promise.allSettled([...background.map((one) => one.close()), beats.stop()]);
      await within(FINISHING_SHARE * env.SHUTDOWN_TIMEOUT_MS, inHand).catch(() => {
        log.warn("grace period over: unfinished judgements go back to the queue");
        stopping.abort(new Error("The worker is stopping."));
      });
      await Promise.all([engine.close(), checkers.close(), authors.close()]);
      await Promise.all([inHand, others]);
    },
  };
}

interface Taking {
  engine: ExecutionEngine;
  checkers: Sandbox;
  artifacts: ArtifactCache;
  runner: ProgramRunner;
  slots: number;
  toolchainOf: JudgingDependencies["toolchainOf"];
  stopping: AbortSignal;
  onSandboxFailure: () => void;
}

function takeJobs(deps: JudgeWorkerDependencies, { onSandboxFailure, slots, ...taking }: Taking): JobWorker[] {
  const { env, jobs, processId } = deps;
  const judging: JudgingDependencies & VerificationDependencies = {
    ...deps,
    ...taking,
    testSets: new TestSetCache({ folder: env.JUDGE_CACHE_DIR }),
    workerId: processId,
    leaseMs: env.JUDGE_LEASE_MS,
    checkpoint: deps.checkpoint ?? (() => undefined),
    observe: createJudgingObserver(deps),
  };
  const options = { concurrency: slots, lockMs: env.JUDGE_LEASE_MS };
  return [
    jobs.process(judgeSubmission, options, (payload) =>
      watched(
        "judgementId" in payload
          ? runJudgement(judging, payload.judgementId, payload.traceparent)
          : runVerificationStep(judging, payload.verificationId),
        onSandboxFailure,
      ),
    ),
    jobs.process(validateTests, { ...options, concurrency: 1 }, (payload) => watched(validateSet(judging, payload), onSandboxFailure)),
    jobs.process(compileCheckerProgram, { ...options, concurrency: 1 }, (payload) =>
      watched(tryCompiling(judging, payload), onSandboxFailure),
    ),
    jobs.process(measureGrowth, { ...options, concurrency: 1 }, (payload) => watched(measure(judging, payload), onSandboxFailure)),
    jobs.process(runCode, options, (payload) => watched(runCodeCases(judging, payload), onSandboxFailure)),
  ];
}

async function watched<T>(work: Promise<T>, onSandboxFailure: () => void): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof SandboxError && !(error instanceof MachineBusy)) onSandboxFailure();
    throw error;
  }
}

export const toolchainManifest = contract(
  "toolchain manifest",
  z.object({
    /** Hash of all inputs of the judge's home. */
    hash: z.string().optional(),
    /** By toolchain. */
    versions: z.record(z.string(), z.string()).optional(),
    /** By language id. */
    libraries: z.record(z.string(), z.array(z.string())).optional(),
  }),
);

/** Written by `judge:setup` on this machine; empty if it has not run. */
async function readManifest(judgeHome: string): Promise<Toolchains> {
  const text = await readFile(join(judgeHome, "manifest.json"), "utf8").catch(() => "");
  const { hash = null, versions = {}, libraries = {} } = readJson(toolchainManifest, text) ?? {};
  return { hash, versions, libraries };
}

const mutable = (libraries: Toolchains["libraries"]): Record<string, string[]> =>
  Object.fromEntries(Object.entries(libraries).map(([id, names]) => [id, [...names]]));
