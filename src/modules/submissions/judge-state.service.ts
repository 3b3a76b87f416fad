import { DEFAULT_OUTPUT_LIMIT_BYTES } from "../../judge/execution.js";
import { LANGUAGES } from "../../judge/languages/index.js";
import { type Language, PROGRAM_THREADS } from "../../judge/languages/language.js";
import type { SandboxLevel } from "../../judge/sandbox/sandbox.js";
import { AppError } from "../../kernel/errors.js";
import { KIB, MIB } from "../../kernel/units.js";
import type { Jobs } from "../../platform/jobs.js";
import { judgeSubmission } from "./judge-submission.job.js";
import type { JudgeType, LanguageType } from "./judge.type.js";
import type { Presences, WorkerPresence } from "./worker-presence.js";

export interface JudgeStateService {
  languages(): Promise<LanguageType[]>;
  /** JUDGE_UNAVAILABLE while Redis is away: who works and what waits is known there only. */
  judge(): Promise<JudgeType>;
  /** Submissions that all workers together judge at once; 0 when none is alive. */
  slots(): Promise<number>;
}

const NO_WORKER = "No worker is alive: start one with npm start, or npm run start:worker on a machine of its own.";

const isTaking = ({ jobs, level }: WorkerPresence) => (jobs ? jobs === "taken" : level !== "none");

const LEVELS: readonly SandboxLevel[] = ["full", "no-cgroup", "none"];

export function createJudgeStateService({ presences, jobs }: { presences: Presences; jobs: Jobs }): JudgeStateService {
  const depth = () =>
    jobs.depth(judgeSubmission).catch(() => {
      const message = "The judge's queue can't be asked right now. What is submitted is kept and judged later.";
      throw new AppError("JUDGE_UNAVAILABLE", message, { retryAfterMs: 5000 });
    });
  return {
    async languages() {
      const workers = await presences.alive();
      return LANGUAGES.map((language) => {
        const worker = workers.find(({ versions }) => versions[language.id] !== undefined);
        const version = worker?.versions[language.id] ?? null;
        return { ...describe(language), version, libraries: worker?.libraries?.[language.id] ?? [] };
      });
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
        level: best?.level ?? "none",
        takesJobs,
        problem,
        workersAlive: workers.length,
        workers,
        queueDepth: waiting,
        running: active,
        paused,
      };
    },
  };
}

/** The allowance is the same for every limit, so any will do to ask for it. */
const SOME_LIMIT_BYTES = 256 * MIB;

function describe({ id, aliases, name, fileName, starter, shown, compile, run }: Language): Omit<LanguageType, "version" | "libraries"> {
  const { memoryBytes } = run({ memoryLimitBytes: SOME_LIMIT_BYTES });
  return {
    ...{ id, aliases, name, fileName, starter },
    compileCommand: shown.compile,
    runCommand: shown.run,
    compileTimeLimitMs: compile.limits.cpuMs,
    compileMemoryLimitKb: compile.limits.memoryBytes / KIB,
    threadLimit: PROGRAM_THREADS,
    memoryAllowanceKb: (memoryBytes - SOME_LIMIT_BYTES) / KIB,
    outputLimitKb: DEFAULT_OUTPUT_LIMIT_BYTES / KIB,
  };
}
