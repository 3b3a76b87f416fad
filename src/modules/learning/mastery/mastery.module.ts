import { judgementFinished } from "../../../events/judgement-finished.event.js";
import { quizAttemptGraded } from "../../../events/quiz-attempt-graded.event.js";
import { nodesById } from "../../../graphql/node-lookup.js";
import { on } from "../../../platform/outbox/outbox.js";
import type { Module, Services } from "../../contracts/module.js";
import { createLearnFromQuiz } from "./evidence/learn-from-quiz.js";
import { createLearnFromVerdict } from "./evidence/learn-from-verdict.js";
import { MasteryEvidence } from "./evidence/mastery-evidence.entity.js";
import { MasteryLearner } from "./evidence/mastery-learner.entity.js";
import { MasteryTopic } from "./evidence/mastery-topic.entity.js";
import { Mastery } from "./evidence/mastery.entity.js";
import { masteryPermissions } from "./mastery.permissions.js";
import { masteryPersonalData } from "./mastery.personal-data.js";
import { masteryRetention } from "./mastery.retention.js";
import { LearningPathResolver, LearningReasonResolver } from "./path/learning-path.resolver.js";
import { NextStepReasonResolver, NextStepResolver } from "./path/next-step.resolver.js";
import { ReviewCard } from "./reviews/review-card.entity.js";
import { ReviewSettings } from "./reviews/review-settings.entity.js";
import { Review } from "./reviews/review.entity.js";
import { ReviewResolver, ReviewSourceResolver } from "./reviews/review.resolver.js";
import { createReviewVerdict } from "./reviews/review-verdict.js";
import { createReviewsService } from "./reviews/reviews.service.js";
import { MasteryModelResolver } from "./topics/mastery-model.resolver.js";
import { TopicMasteryResolver } from "./topics/topic-mastery.resolver.js";
import { UserMasteryResolver } from "./topics/user-mastery.resolver.js";
import { watchMastery } from "./topics/mastery.stream.js";
import { masteriesById } from "./topics/topic-mastery.service.js";

export default {
  name: "mastery",
  exports: ["path/learning-path"],
  entities: [Mastery, MasteryTopic, MasteryLearner, MasteryEvidence, ReviewCard, Review, ReviewSettings],
  permissions: masteryPermissions,
  fieldCosts: {
    "MasteryModel.measured": { weight: 64 },
    "MasteryModel.weights": { items: 12 },
    "ModelFigures.bins": { items: 10 },
    "TopicMastery.factors": { items: 5 },
    "ReviewCard.history": { weight: 4, items: 50 },
    "Query.learningPath": { weight: 64, items: 50 },
    "LearningStep.reasons": { items: 4 },
    "Query.nextSteps": { weight: 64, items: 50 },
    "Query.reviewSteps": { weight: 64, items: 50 },
    "NextStep.reasons": { items: 4 },
  },
  resolvers: [
    TopicMasteryResolver,
    UserMasteryResolver,
    MasteryModelResolver,
    LearningPathResolver,
    LearningReasonResolver,
    NextStepResolver,
    NextStepReasonResolver,
    ReviewResolver,
    ReviewSourceResolver,
  ],
  retention: masteryRetention,
  personalData: masteryPersonalData,

  wire({ db, pubSub, log }, { problems }: Pick<Services, "problems">) {
    const reviews = createReviewsService({ db, problems });
    return {
      resolvers: [new TopicMasteryResolver((userId) => watchMastery({ db, pubSub, log }, userId)), new ReviewResolver(reviews)],
      nodes: {
        TopicMastery: nodesById("mastery:read", ({ em, signedIn }, ids) => masteriesById(em, signedIn, ids)),
        ReviewCard: nodesById("mastery:read", ({ em, signedIn }, ids) => reviews.byIds(em, signedIn, ids)),
        Review: nodesById("mastery:read", ({ em, signedIn }, ids) => reviews.reviewsById(em, signedIn, ids)),
      },
      eventHandlers: [
        on(judgementFinished, "learn-from-verdict", createLearnFromVerdict({ db, pubSub, log })),
        on(quizAttemptGraded, "learn-from-quiz", createLearnFromQuiz({ db, pubSub, log })),
        on(judgementFinished, "review-verdict", createReviewVerdict({ db })),
      ],
    };
  },
} satisfies Module;
