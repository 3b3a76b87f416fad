import type { Answer } from "./answers-file.js";
import { featuresOf } from "./features.js";
import { predict } from "./mastery-model.js";
import { learn, NO_LEARNER, NO_PAIR, NO_TOPIC, type LearnerState, type PairState, type States, type TopicState } from "./state.js";

/** The model with its states in memory, for evaluation and fitting. */
export interface OnlineModel {
  /** Predicts the answer from those before it, then learns from it. */
  step(answer: Answer): { predicted: number; features: number[] };
  learners: number;
  topics: number;
}

export function createOnlineModel(): OnlineModel {
  const topics = new Map<string, TopicState>();
  const learners = new Map<string, { state: LearnerState; pairs: Map<string, PairState> }>();
  return {
    step({ learner, topic, isCorrect }) {
      let known = learners.get(learner);
      if (!known) learners.set(learner, (known = { state: NO_LEARNER, pairs: new Map() }));
      const states: States = { topic: topics.get(topic) ?? NO_TOPIC, learner: known.state, pair: known.pairs.get(topic) ?? NO_PAIR };
      const answer = { predicted: predict(states), features: featuresOf(states) };
      const after = learn(states, isCorrect);
      topics.set(topic, after.topic);
      known.state = after.learner;
      known.pairs.set(topic, after.pair);
      return answer;
    },
    get learners() {
      return learners.size;
    },
    get topics() {
      return topics.size;
    },
  };
}
