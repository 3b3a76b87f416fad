import { LANGUAGES } from "../../../../judge/languages/index.js";
import type { SandboxLevel, Sandbox, SandboxCapability } from "../../../../judge/sandbox/sandbox.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { KeptProof } from "./kept-proof.js";
import { warmUp } from "./warm-up.js";

export interface SandboxProof {
  /** The sandbox failed: it is proven anew. Does nothing while that goes on already. */
  doubt(): void;
  stop(): void;
}

interface Options {
  sandbox: Sandbox;
  /** The least that jobs are taken at. */
  minimumLevel: SandboxLevel;
  kept: KeptProof;
  log: Logger;
  /** What the self-test found, each time. */
  onTested(capability: SandboxCapability, suffices: boolean): void;
  /** Jobs may be taken, in these languages. */
  onProven(languages: ReadonlySet<string>): void;
  /** No jobs until it is proven again, so that one broken worker does not use up their tries. */
  onDoubted(): void;
}

const AGAIN_MS = 5000;
const RANK: Record<SandboxLevel, number> = { none: 0, "no-cgroup": 1, full: 2 };

/**
 * Proves the sandbox by its self-test and a hello in every language, at the start, unless a worker before this one did so with
 * the same launcher, and after each failure. Where the proof fails it keeps trying, so that an operator who mends the machine
 * need not restart the worker.
 */
export function proveSandbox({ sandbox, minimumLevel, kept, log, onTested, onProven, onDoubted }: Options): SandboxProof {
  let proving = false;
  let stopped = false;
  let retry: NodeJS.Timeout | undefined;

  /** The languages that work; null when the sandbox is below the level. */
  const attempt = async (): Promise<ReadonlySet<string> | null> => {
    const capability = await sandbox.probe();
    const { level, detail, checks } = capability;
    const suffices = RANK[level] >= RANK[minimumLevel];
    onTested(capability, suffices);
    if (!suffices) {
      const failed = Object.fromEntries(Object.entries(checks).filter(([, reason]) => reason !== null));
      log.error({ level, needed: minimumLevel, detail, failed }, "sandbox below the needed level; no jobs are taken");
      return null;
    }
    const languages = await warmUp(sandbox, log);
    // One that misses is tested again at the next start.
    if (languages.size === LANGUAGES.length)
      await kept
        .keep({ capability, languages: [...languages] })
        .catch((error: unknown) => log.warn({ err: error }, "the proof is not kept"));
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
    const known = first ? await recalled() : null;
    const languages =
      known ??
      (await attempt().catch((error: unknown) => {
        log.error({ err: error }, "the sandbox failed while it was tested; no jobs are taken");
        return null;
      }));
    if (stopped) return;
    if (!languages) {
      retry = setTimeout(() => void prove(false), AGAIN_MS);
      return;
    }
    proving = false;
    onProven(languages);
  };
  void prove(true);

  return {
    doubt() {
      if (proving || stopped) return;
      proving = true;
      log.warn("the sandbox failed; it is tested again before more jobs are taken");
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
