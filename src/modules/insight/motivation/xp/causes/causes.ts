import { problemSolved } from "./problem-solved.cause.js";
import { quizPassed } from "./quiz-passed.cause.js";
import type { XpCause } from "./xp-cause.js";

/** Every reason to earn XP. A new one is one file and one line. */
export const XP_CAUSES: readonly XpCause[] = [problemSolved, quizPassed];
