import { SECOND_MS } from "../../../../kernel/units.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { Metrics } from "../../../../platform/telemetry/metrics.js";
import type { Span, Tracing } from "../../../../platform/telemetry/tracing.js";
import type { JudgingStep } from "../results/timeline.js";
import type { JudgementClaim } from "../judgements/judgement.repository.js";

/** Telemetry of one judging: a span in the trace of the mutation that requested it, and metrics. Never throws. */
export interface JudgingObservation {
  /** Starts a step; ends the previous one. */
  step(name: JudgingStep): void;
  /** Only the first call counts. `verdict` is null if the claim was lost or the judging failed. */
  end(verdict: string | null, error?: unknown): void;
}

export type ObserveJudging = (claim: JudgementClaim, traceparent: string | undefined) => JudgingObservation;

interface Dependencies {
  metrics: Metrics;
  tracing: Tracing;
  log: Logger;
}

export function createJudgingObserver({ metrics, tracing, log }: Dependencies): ObserveJudging {
  /** Telemetry errors must not fail a judging. */
  const quietly = (look: () => void) => {
    try {
      look();
    } catch (error) {
      log.warn({ err: error }, "telemetry of judging failed");
    }
  };

  return ({ judgementId, submissionId, attempt, language, waitedMs, rejudgingId }, parent) => {
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
          if (verdict === null) return;
          const waitedSeconds = rejudgingId === null ? waitedMs / SECOND_MS : null;
          metrics.judged(language, verdict, (Date.now() - startedAt) / SECOND_MS, waitedSeconds);
        }),
    };
  };
}
