import DataLoader from "dataloader";
import type { Env } from "../../../../config/env.js";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { UNSUPPORTED } from "../../../../judge/engines/features.js";
import type { SandboxLevel } from "../../../../judge/sandbox/sandbox.js";
import { AppError } from "../../../../kernel/errors.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import { judgeSubmission } from "../worker/judge-submission.job.js";
import type { JudgeType, JudgeWorkerType } from "./judge.type.js";
import type { Presences, WorkerPresence } from "../worker/worker-presence.js";

/** A language's toolchain as reported by the workers. */
export interface Toolchain {
  version: string | null;
  libraries: readonly string[];
}

export interface JudgeStateService {
  /** By language id. Reads the workers once per operation. */
  toolchains: LoaderFactory<string, Toolchain>;
  workers(): Promise<JudgeWorkerType[]>;
  /** JUDGE_UNAVAILABLE while Redis is down: workers and queue are known only there. */
  judge(): Promise<JudgeType>;
  /** True if workers take jobs but none supports this language. False if unknown. */
  lacks(languageId: string): Promise<boolean>;
  /** Submissions that all workers together can judge in parallel; 0 if no worker is alive. */
  slots(): Promise<number>;
}

const NO_WORKER = "No worker is running: start one with npm start, or with npm run start:worker on another machine.";

const isTaking = ({ jobs, level }: WorkerPresence) => (jobs ? jobs === "taken" : level !== "none");

const named = (worker: WorkerPresence): JudgeWorkerType => ({ ...worker, engine: worker.engine ?? "sandbox", name: worker.id });

const LEVELS: readonly SandboxLevel[] = ["full", "remote", "no-cgroup", "none"];

export function createJudgeStateService({
  presences,
  jobs,
  env,
}: {
  presences: Presences;
  jobs: Jobs;
  env: Pick<Env, "EXECUTION_ENGINE">;
}): JudgeStateService {
  const depth = () =>
    jobs.depth(judgeSubmission).catch(() => {
      const message = "The judge's queue is currently unreachable. Submissions are kept and judged later.";
      throw new AppError("JUDGE_UNAVAILABLE", message, { retryAfterMs: 5000 });
    });
  return {
    toolchains: () =>
      new DataLoader(async (languageIds) => {
        const workers = await presences.alive();
        return languageIds.map((id) => {
          const worker = workers.find(({ versions }) => versions[id] !== undefined);
          return { version: worker?.versions[id] ?? null, libraries: worker?.libraries?.[id] ?? [] };
        });
      }),

    workers: async () => (await presences.alive()).map(named),

    async lacks(languageId) {
      const workers = await presences.alive().catch(() => []);
      // A worker still in its self-test may support the language.
      const areKnown = workers.every(({ jobs, versions }) => jobs === "refused" || Object.keys(versions).length > 0);
      return areKnown && workers.some(isTaking) && !workers.some((worker) => isTaking(worker) && worker.versions[languageId] !== undefined);
    },

    async slots() {
      return (await presences.alive()).reduce((sum, worker) => sum + (isTaking(worker) ? worker.slots : 0), 0);
    },

    async judge() {
      const [workers, { waiting, active, paused }] = await Promise.all([presences.alive(), depth()]);
      const best = LEVELS.flatMap((level) => workers.filter((worker) => worker.level === level))[0];
      const takesJobs = workers.some(isTaking);
      const problem = takesJobs || workers.some(({ jobs }) => jobs === "testing") ? null : (best?.detail ?? NO_WORKER);
      return {
        engine: env.EXECUTION_ENGINE,
        unsupported: UNSUPPORTED[env.EXECUTION_ENGINE],
        level: best?.level ?? "none",
        takesJobs,
        problem,
        workersAlive: workers.length,
        workers: workers.map(named),
        queueDepth: waiting,
        running: active,
        paused,
      };
    },
  };
}
