import { SECOND_MS } from "../../../../kernel/units.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { Metrics } from "../../../../platform/telemetry/metrics.js";
import type { Span, Tracing } from "../../../../platform/telemetry/tracing.js";
import type { Claim } from "../judgements/judgement.repository.js";

/** What operators see of one judging: its place in the trace of the mutation that asked for it, and its time. Never throws. */
export interface JudgingObservation {
  /** The step that goes on from now: the one before has ended. */
  step(name: "prepare" | "compile" | "run" | "commit"): void;
  /** The first call counts. `verdict` is null when there is none: the claim was lost, or the judging failed. */
  end(verdict: string | null, error?: unknown): void;
}

export type ObserveJudging = (claim: Claim, traceparent: string | undefined) => JudgingObservation;

interface Dependencies {
  metrics: Metrics;
  tracing: Tracing;
  log: Logger;
}

export function createJudgingObserver({ metrics, tracing, log }: Dependencies): ObserveJudging {
  /** A judging must not fail for being watched. */
  const quietly = (look: () => void) => {
    try {
      look();
    } catch (error) {
      log.warn({ err: error }, "judging not observed");
    }
  };

  return ({ judgementId, submissionId, attempt, language, waitedMs }, parent) => {
    const startedAt = Date.now();
    const attributes = { "codequest.submission": submissionId, "codequest.judgement": judgementId, "codequest.attempt": attempt };
    let whole: Span | undefined;
    let step: Span | undefined;
    let ended = false;
    quietly(() => {
      tracing.start("judge.wait", { parent, attributes, startedAt: startedAt - waitedMs }).end();
      whole = tracing.start("judge", { kind: "consumer", parent, attributes: { ...attributes, "codequest.language": language } });
    });
    return {
      step: (name) =>
        quietly(() => {
          step?.end();
          step = tracing.start(`judge.${name}`, { parent: whole?.traceparent });
        }),
      end: (verdict, error) =>
        quietly(() => {
          if (ended) return;
          ended = true;
          step?.end({}, error);
          whole?.end({ "codequest.verdict": verdict ?? "none" }, error);
          if (verdict !== null) metrics.judged(language, verdict, (Date.now() - startedAt) / SECOND_MS, waitedMs / SECOND_MS);
        }),
    };
  };
}
