import type { EntityManager } from "../../../../platform/database/database.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { AiKind } from "../requests/ai-kinds.js";
import { createComplexityCheck } from "../truth/complexity.js";
import { createFailingInputCheck } from "../truth/failing-inputs.js";
import { explanationFeature } from "./explanation/explanation.feature.js";
import type { AnyFeature } from "./feature.js";
import { hintFeature } from "./hint/hint.feature.js";
import { pathFeature } from "./path/path.feature.js";
import { proofreadingFeature } from "./proofreading/proofreading.feature.js";
import { quizDraftFeature } from "./quiz/quiz-draft.feature.js";
import { reviewFeature } from "./review/review.feature.js";
import { summaryFeature } from "./summary/summary.feature.js";

export type Features = Readonly<Record<AiKind, AnyFeature>>;

/** All that AI can do. A new one is a folder, a line here and a kind. */
export function createFeatures({ fork, ...others }: { fork(): EntityManager; jobs: Jobs; log: Logger }): Features {
  const checks = {
    fork,
    failingInputs: createFailingInputCheck({ fork, ...others }),
    complexity: createComplexityCheck({ fork, ...others }),
  };
  return {
    REVIEW: reviewFeature(checks),
    HINT: hintFeature(fork),
    EXPLANATION: explanationFeature(fork),
    SUMMARY: summaryFeature,
    QUIZ_DRAFT: quizDraftFeature,
    PATH: pathFeature,
    PROOFREADING: proofreadingFeature,
  };
}
