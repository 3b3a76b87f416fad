import { judgedSubmission } from "./judged-submission.source.js";
import type { PracticeSource } from "./practice-source.js";
import { quizAttempt } from "./quiz-attempt.source.js";

/** Everything that counts as practice. A new source is one file and one line. */
export const PRACTICE_SOURCES: readonly PracticeSource[] = [judgedSubmission, quizAttempt];
