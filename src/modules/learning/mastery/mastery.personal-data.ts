import { listOfRows, removal, type PersonalData } from "../../contracts/personal-data.js";

/** `mastery_topics` has sums over all learners, without whose they are. */
export const masteryPersonalData: PersonalData = {
  columns: {
    "masteries.user_id": { export: "mastery", deletion: "removed" },
    "mastery_learners.user_id": { export: { not: "It is the sum of the answers in `mastery-evidence`." }, deletion: "removed" },
    "mastery_evidence.user_id": { export: "mastery-evidence", deletion: "removed" },
    "review_cards.user_id": { export: "review-cards", deletion: "removed" },
    "review_settings.user_id": { export: "review-settings", deletion: "removed" },
  },
  exports: [
    listOfRows({
      name: "mastery",
      description: "What the mastery model knows of you, by topic.",
      select: `m.id, t.slug as topic, m.answers, m.correct, m.recent, m.steady, m.last_correct as "lastCorrect", m.last_answered_at as "lastAnsweredAt"`,
      from: "from masteries m join topics t on t.id = m.topic_id where m.user_id = ?",
      key: "m.id",
    }),
    listOfRows({
      name: "mastery-evidence",
      description: "Answers that your mastery was estimated from.",
      select: `e.id, t.slug as topic, e.source_kind as "sourceKind", e.source_id as "sourceId", e.correct, e.prediction, e.at`,
      from: "from mastery_evidence e join topics t on t.id = e.topic_id where e.user_id = ?",
      key: "e.id",
      // Each page sorts all answers of the account: fewer pages, and rows are small.
      page: 2000,
    }),
    listOfRows({
      name: "review-cards",
      description: "Problems that you repeat, with your reviews.",
      select: `c.id, c.problem_id as "problemId", c.state, c.due_at as "dueAt", c.stability, c.difficulty, c.repetitions, c.lapses,
        c.last_review_at as "lastReviewAt", c.created_at as "createdAt",
        (select coalesce(json_agg(json_build_object('rating', r.rating, 'at', r.at, 'submissionId', r.submission_id,
           'scheduledDays', r.scheduled_days) order by r.id), '[]') from reviews r where r.card_id = c.id) as reviews`,
      from: "from review_cards c where c.user_id = ?",
      key: "c.id",
      page: 50,
    }),
    listOfRows({
      name: "review-settings",
      description: "Your settings of spaced repetition.",
      select: `s.enabled, s.retention_per_mille / 1000.0::float8 as "desiredRetention"`,
      from: "from review_settings s where s.user_id = ?",
      key: "s.user_id",
    }),
  ],
  erasures: [
    removal("mastery_evidence"),
    removal("masteries"),
    removal("mastery_learners"),
    removal("review_cards"),
    removal("review_settings"),
  ],
};
