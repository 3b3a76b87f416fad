/** Where the time of a judging went, stored with it. In whole milliseconds. */
import * as z from "zod";
import type { OutputChecker } from "../../../../judge/checkers/checker.js";
import { count } from "../../../../kernel/schemas.js";

export const timelineSchema = z.object({
  /** From the first queueing until this attempt began. */
  queuedMs: count,
  prepareMs: count,
  compileMs: count,
  runMs: count,
  checkMs: count,
});

export type Timeline = z.infer<typeof timelineSchema>;
export type JudgingStep = "prepare" | "compile" | "run" | "commit";

export interface TimelineRecorder {
  /** Starts a step; ends the previous one. */
  step(name: JudgingStep): void;
  /** The same checker; its time is recorded. */
  timed(checker: OutputChecker): OutputChecker;
  /** Of the steps that have ended. */
  read(): Timeline;
}

export function recordTimeline(queuedMs: number): TimelineRecorder {
  const took = { prepare: 0, compile: 0, run: 0, commit: 0, check: 0 };
  let present: { name: JudgingStep; startedAt: number } | undefined;
  return {
    step(name) {
      const now = performance.now();
      if (present) took[present.name] += now - present.startedAt;
      present = { name, startedAt: now };
    },
    timed: (checker) => ({
      async check(request) {
        const startedAt = performance.now();
        try {
          return await checker.check(request);
        } finally {
          took.check += performance.now() - startedAt;
        }
      },
    }),
    read: () => ({
      // The database's clock may have been set back.
      queuedMs: Math.max(0, Math.round(queuedMs)),
      prepareMs: Math.round(took.prepare),
      compileMs: Math.round(took.compile),
      runMs: Math.round(took.run),
      checkMs: Math.round(took.check),
    }),
  };
}
