import { LANGUAGES } from "../../../../judge/languages/index.js";
import type { ExecutionEngine, Toolchains } from "../../../../judge/engines/engine.js";
import type { SandboxLevel, SandboxCapability } from "../../../../judge/sandbox/sandbox.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { KeptProof } from "./kept-proof.js";
import { warmUp } from "./warm-up.js";

export interface SandboxProof {
  /** Call after a sandbox failure: starts a new proof. Does nothing if one is running. */
  doubt(): void;
  stop(): void;
}

interface Options {
  engine: ExecutionEngine;
  /** Minimum level for taking jobs. */
  minimumLevel: SandboxLevel;
  kept: KeptProof;
  log: Logger;
  /** Called with the result of each self-test. */
  onTested(capability: SandboxCapability, suffices: boolean): void;
  /** Jobs may be taken, in these languages. */
  onProven(languages: ReadonlySet<string>, toolchains: Toolchains): void;
  /** No jobs until the next proof, so that a broken worker does not use up their attempts. */
  onDoubted(): void;
}

const AGAIN_MS = 5000;
const RANK: Record<SandboxLevel, number> = { none: 0, "no-cgroup": 1, remote: 2, full: 2 };

/**
 * Proves the sandbox with its self-test and a hello program in every language: at startup (unless a stored proof for the
 * same launcher is valid) and after each failure. Retries until it succeeds, so that fixing the machine does not require
 * restarting the worker.
 */
export function proveSandbox({ engine, minimumLevel, kept, log, onTested, onProven, onDoubted }: Options): SandboxProof {
  let proving = false;
  let stopped = false;
  let retry: NodeJS.Timeout | undefined;

  /** Languages that work; null if the sandbox is below the required level. */
  const attempt = async (): Promise<ReadonlySet<string> | null> => {
    const capability = await engine.probe();
    const { level, detail, checks } = capability;
    const suffices = RANK[level] >= RANK[minimumLevel];
    onTested(capability, suffices);
    if (!suffices) {
      const failed = Object.fromEntries(Object.entries(checks).filter(([, reason]) => reason !== null));
      log.error({ level, needed: minimumLevel, detail, failed }, "sandbox below the required level; no jobs are taken");
      return null;
    }
    const languages = await warmUp(engine, log);
    // Stored only if complete, so that a missing language is tested again at the next startup.
    if (languages.size === LANGUAGES.length)
      await kept
        .keep({ capability, languages: [...languages] })
        .catch((error: unknown) => log.warn({ err: error }, "the sandbox proof is not stored"));
    return languages;
  };

  const recalled = async (): Promise<ReadonlySet<string> | null> => {
    const proven = await kept.recall();
    if (!proven || RANK[proven.capability.level] < RANK[minimumLevel]) return null;
    onTested(proven.capability, true);
    return new Set(proven.languages);
  };

  const prove = async (first: boolean) => {
    if (stopped) return;
    proving = true;
    const known = first ? await recalled().catch(() => null) : null;
    const failed = (error: unknown) => {
      log.error({ err: error }, "the self-test of the engine failed; no jobs are taken");
      return null;
    };
    const languages = known ?? (await attempt().catch(failed));
    const toolchains = languages && (await engine.toolchains().catch(failed));
    if (stopped) return;
    if (!languages || !toolchains) {
      retry = setTimeout(() => void prove(false), AGAIN_MS);
      return;
    }
    proving = false;
    onProven(languages, toolchains);
  };
  void prove(true);

  return {
    doubt() {
      if (proving || stopped) return;
      proving = true;
      log.warn("the sandbox failed; no jobs are taken until a new self-test passes");
      onDoubted();
      void kept
        .forget()
        .catch(() => undefined)
        .then(() => prove(false));
    },
    stop() {
      stopped = true;
      clearTimeout(retry);
    },
  };
}
