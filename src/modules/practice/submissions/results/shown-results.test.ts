import { describe, expect, it } from "@jest/globals";
import type { Viewer } from "../../../../access/viewer.js";
import type { TestResult } from "../../../../judge/test-result.js";
import { isLaterEvent, runningEvent, testEvent, type SubmissionStatusEvent } from "../live/submission-status.event.js";
import { eventsFor, shownJudgement } from "./shown-results.js";

const LEARNER = { id: "learner", role: "LEARNER" } as Viewer;
const AUTHOR = { id: "author", role: "INSTRUCTOR" } as Viewer;
const OTHER_AUTHOR = { id: "other", role: "INSTRUCTOR" } as Viewer;
const ADMIN = { id: "admin", role: "ADMIN" } as Viewer;

const about = (feedback: "NOTHING" | "VERDICT") => ({
  ...{ userId: "learner", problemId: "p", problemAuthorId: "author", problemCoAuthorIds: [], language: "python", sourceBytes: 1 },
  ...{ createdAt: "", testSetVersion: 1, problemRevision: 1, queuedAt: "", startedAt: null, feedback },
});
const result = (index: number, verdict: TestResult["verdict"] = "ACCEPTED", isSample = index === 0): TestResult => ({
  ...{ index, verdict, detail: null, cpuMs: 900, wallMs: 900, peakMemoryKb: 1 },
  sample: isSample ? { input: "", expected: "", actual: "", stderr: "", message: null } : null,
});
const running = (feedback: "NOTHING" | "VERDICT") => ({ submissionId: "s", judgementId: "j", attempt: 1, about: about(feedback) });
const figures = { detail: "CPU", testsTotal: 5, testsFinished: 3, testsPassed: 2, cpuMs: 1100, wallMs: 1, peakMemoryKb: 1 };
const finished = (feedback: "NOTHING" | "VERDICT", verdict: string): SubmissionStatusEvent => ({
  ...{
    ...runningEvent(running(feedback), 5),
    ...figures,
    score: 30,
    maxScore: 100,
    groups: [],
    status: "FINISHED",
    sequence: 2 ** 31 - 1,
    verdict,
  },
  ...{
    tests: [result(0), result(1), result(2, "TIME_LIMIT_EXCEEDED")],
    timeline: { queuedMs: 1, prepareMs: 1, compileMs: 1, runMs: 5, checkMs: 1 },
  },
});

describe("where learners see nothing", () => {
  it("a rejected submission is only that, with its samples", () => {
    const shown = eventsFor(LEARNER)(finished("NOTHING", "TIME_LIMIT_EXCEEDED"))!;
    expect(shown).toMatchObject({ score: null, maxScore: null, groups: null });
    expect(shown).toMatchObject({ verdict: "REJECTED", detail: null, cpuMs: null, timeline: null, testsFinished: 1, testsPassed: 1 });
    expect(shown.tests).toEqual([result(0)]);
    expect(JSON.stringify(shown)).not.toMatch(/TIME_LIMIT|CPU/);
  });

  it.each(["ACCEPTED", "COMPILATION_ERROR", "SYSTEM_ERROR", "CANCELLED"])("%s is shown", (verdict) => {
    expect(eventsFor(LEARNER)(finished("NOTHING", verdict))).toMatchObject({ verdict });
  });

  it("steps of hidden tests are not sent, and the state during them counts samples only", () => {
    const show = eventsFor(LEARNER);
    const sample = show(testEvent(running("NOTHING"), 5, 1, result(0)))!;
    expect(sample.test).toEqual(result(0));
    expect(show(testEvent(running("NOTHING"), 5, 2, result(1)))).toBeNull();
    const snapshot = { ...testEvent(running("NOTHING"), 5, 2, result(1)), tests: [result(0), result(1)] };
    const shown = show(snapshot)!;
    expect(shown).toMatchObject({ testsFinished: 1, testsPassed: 1, test: result(0), tests: [result(0)], sequence: sample.sequence });
    expect(isLaterEvent(shown, sample)).toBe(false);
    expect(isLaterEvent(show(finished("NOTHING", "WRONG_ANSWER"))!, shown)).toBe(true);
  });

  it("is nothing of what streams have added for others", () => {
    const event = Object.assign(finished("NOTHING", "WRONG_ANSWER"), { submission: { judgement: { verdict: "WRONG_ANSWER" } } });
    expect(JSON.stringify(eventsFor(LEARNER)(event))).not.toContain("WRONG_ANSWER");
    expect(event.submission.judgement.verdict).toBe("WRONG_ANSWER");
  });

  it("watchers share what they see", () => {
    const event = finished("NOTHING", "WRONG_ANSWER");
    expect(eventsFor(LEARNER)(event)).toBe(eventsFor(OTHER_AUTHOR)(event));
  });

  it.each([AUTHOR, ADMIN])("editors see everything", (viewer) => {
    const event = finished("NOTHING", "WRONG_ANSWER");
    expect(eventsFor(viewer)(event)).toBe(event);
  });

  it("judgements are shown like events", () => {
    const judgement = { ...finished("NOTHING", "WRONG_ANSWER"), tests: [result(0)], origin: about("NOTHING") };
    expect(shownJudgement(LEARNER, judgement)).toMatchObject({ verdict: "REJECTED", testsPassed: 1 });
    expect(shownJudgement(AUTHOR, judgement)).toBe(judgement);
  });
});

it("everywhere else, and in events of older versions, nothing is taken out", () => {
  const event = finished("VERDICT", "WRONG_ANSWER");
  expect(eventsFor(LEARNER)(event)).toBe(event);
  expect(eventsFor(null)(event)).toBe(event);
  const older = { ...event, about: { ...event.about, feedback: undefined } };
  expect(eventsFor(LEARNER)(older)).toBe(older);
});
