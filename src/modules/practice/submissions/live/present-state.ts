/** Builds complete entities from an event, so that clients' normalized caches update automatically. */
import type { TestResult } from "../../../../judge/test-result.js";
import type { Verdict } from "../../../../judge/verdict.js";
import { keptTest, type SubmissionStatusEvent } from "./submission-status.event.js";
import type { JudgementType } from "../judgements/judgement.type.js";
import type { SubmissionRow } from "../submission.type.js";

/** Fields stored with the judgement, without those resolved on request. */
type PresentJudgement = Omit<JudgementType, "queuePosition" | "estimatedWaitMs">;
export type PresentSubmission = SubmissionRow & Pick<PresentJudgement, "score" | "maxScore"> & { judgement: PresentJudgement };

export interface CompleteEvent extends SubmissionStatusEvent {
  tests: readonly TestResult[];
  submission: PresentSubmission;
}

/**
 * Adds earlier tests and the entities. Mutates the event: all watchers in a process share the object, and the responses
 * built from it. `before` is the watcher's previous event of the same submission.
 */
export function completed(event: SubmissionStatusEvent, before: CompleteEvent | undefined): CompleteEvent {
  const complete = event as CompleteEvent;
  complete.tests ??= testsAfter(event, before);
  complete.submission ??= submissionOf(complete);
  return complete;
}

function testsAfter({ judgementId, attempt, test }: SubmissionStatusEvent, before: CompleteEvent | undefined): readonly TestResult[] {
  const known = before?.judgementId === judgementId && before.attempt === attempt ? before.tests : [];
  return test ? [...known.filter(({ index }) => index < test.index), keptTest(test)] : known;
}

function submissionOf({ submissionId, judgementId, about, ...event }: CompleteEvent): PresentSubmission {
  const { userId, problemId, problemAuthorId, problemCoAuthorIds, problemOrganizationId, language, sourceBytes } = about;
  return {
    id: submissionId,
    userId,
    problemId,
    problemAuthorId,
    problemCoAuthorIds,
    problemOrganizationId,
    language,
    sourceBytes,
    createdAt: new Date(about.createdAt),
    score: event.score,
    maxScore: event.maxScore,
    judgement: {
      id: judgementId,
      status: event.status,
      verdict: event.verdict as Verdict | null,
      detail: event.detail,
      attempt: event.attempt,
      testsTotal: event.testsTotal,
      testsFinished: event.testsFinished,
      testsPassed: event.testsPassed,
      cpuMs: event.cpuMs,
      wallMs: event.wallMs,
      peakMemoryKb: event.peakMemoryKb,
      compilerOutput: event.compilerOutput,
      tests: event.tests as TestResult[],
      score: event.score,
      maxScore: event.maxScore,
      groups: event.groups,
      toolchain: event.toolchain ?? null,
      timeline: event.timeline ?? null,
      origin: about,
      testSetVersion: about.testSetVersion,
      problemRevision: about.problemRevision,
      queuedAt: new Date(about.queuedAt),
      startedAt: about.startedAt === null ? null : new Date(about.startedAt),
      finishedAt: event.finishedAt === null ? null : new Date(event.finishedAt),
    },
  };
}
