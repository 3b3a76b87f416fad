// Evidence and states of the mastery model, by the product's own functions: learning/mastery/evidence/evidence.ts in memory, for answers
// that arrive in the order of time.
import { predict } from "../../../dist/modules/learning/mastery/model/mastery-model.js";
import { learn, NO_LEARNER, NO_PAIR, NO_TOPIC, rateOf } from "../../../dist/modules/learning/mastery/model/state.js";

export function createMastery(random, writer) {
  const topics = new Map();
  const learners = new Map();
  const pairs = new Map();
  return {
    answer({ userId, topicIds, sourceKind, sourceId, revision, correct, atMs, recordedMs }) {
      for (const topicId of [...topicIds].sort()) {
        const key = `${userId} ${topicId}`;
        const known = pairs.get(key);
        const states = {
          topic: topics.get(topicId) ?? NO_TOPIC,
          learner: learners.get(userId) ?? NO_LEARNER,
          pair: known?.state ?? NO_PAIR,
        };
        const rate = rateOf(states.topic);
        writer.add(
          "mastery_evidence",
          random.id(recordedMs),
          userId,
          topicId,
          sourceKind,
          sourceId,
          revision,
          correct,
          !known,
          rate,
          predict(states),
          new Date(atMs),
        );
        const after = learn(states, correct, rate);
        topics.set(topicId, after.topic);
        learners.set(userId, after.learner);
        pairs.set(key, { id: known?.id ?? random.id(recordedMs), state: after.pair, atMs });
      }
    },
    async write(states) {
      for (const [topicId, one] of topics)
        states.add("mastery_topics", topicId, one.answers, one.correct, one.firstAnswers, one.firstCorrect);
      for (const [userId, one] of learners) states.add("mastery_learners", userId, one.answers, one.correct, one.expected, one.variance);
      for (const [key, { id, state, atMs }] of pairs) {
        const [userId, topicId] = key.split(" ");
        states.add(
          "masteries",
          id,
          userId,
          topicId,
          state.answers,
          state.correct,
          state.recent,
          state.steady,
          state.lastCorrect,
          new Date(atMs),
        );
        await states.flushIfFull();
      }
    },
  };
}
