import type { ActivityKind } from "./activity-kind.js";
import { answerAccepted } from "./answer-accepted.kind.js";
import { badgeEarned } from "./badge-earned.kind.js";
import { certificateEarned } from "./certificate-earned.kind.js";
import { joinedClass } from "./class-joined.kind.js";
import { heldInterview } from "./interview-held.kind.js";
import { completedLesson } from "./lesson-completed.kind.js";
import { reachedLevel } from "./level-reached.kind.js";
import { completedModule } from "./module-completed.kind.js";
import { problemPublished } from "./problem-published.kind.js";
import { problemSolved } from "./problem-solved.kind.js";
import { quizPassed } from "./quiz-passed.kind.js";
import { reachedStreak } from "./streak-reached.kind.js";
import { threadStarted } from "./thread-started.kind.js";
import { completedTrack } from "./track-completed.kind.js";
import { trackPublished } from "./track-published.kind.js";

/** The closed vocabulary of activities, in the order of the settings page. A new kind is one file and one line. */
export const ACTIVITY_KINDS: readonly ActivityKind[] = [
  problemSolved,
  quizPassed,
  completedLesson,
  completedModule,
  completedTrack,
  certificateEarned,
  badgeEarned,
  reachedLevel,
  reachedStreak,
  joinedClass,
  threadStarted,
  answerAccepted,
  heldInterview,
  problemPublished,
  trackPublished,
];

export function kindNamed(name: string): ActivityKind | undefined {
  return ACTIVITY_KINDS.find((kind) => kind.name === name);
}
