/** What the model knows: three small states that each answer updates. Pure; rows of the module and the evaluation command share it. */

/** Answers of all learners on one topic. Sums only, so the order of answers does not matter. */
export interface TopicState {
  answers: number;
  correct: number;
  /** First answers of learners. */
  firstAnswers: number;
  firstCorrect: number;
}

/** All answers of one learner. Sums only. */
export interface LearnerState {
  answers: number;
  correct: number;
  /** Sum of the topics' rates when the learner answered: the expected number of correct answers of an average learner. */
  expected: number;
  /** Sum of rate × (1 − rate). */
  variance: number;
}

/** Answers of one learner on one topic, in order. */
export interface PairState {
  answers: number;
  correct: number;
  /** Sum of correct answers, each weighted by RECENT_DECAY to the power of the answers since. */
  recent: number;
  /** The same with STEADY_DECAY. */
  steady: number;
  lastCorrect: boolean;
}

export const NO_TOPIC: TopicState = { answers: 0, correct: 0, firstAnswers: 0, firstCorrect: 0 };
export const NO_LEARNER: LearnerState = { answers: 0, correct: 0, expected: 0, variance: 0 };
export const NO_PAIR: PairState = { answers: 0, correct: 0, recent: 0, steady: 0, lastCorrect: false };

export const RECENT_DECAY = 0.7;
export const STEADY_DECAY = 0.9;

/** Prior of a topic's rate: as if PRIOR_ANSWERS answers with this rate had been given. The mean of the training data is 0.68. */
const PRIOR_RATE = 0.65;
export const PRIOR_ANSWERS = 20;

/** Share of correct answers on the topic, with the prior; greater than 0 and less than 1. */
export function rateOf({ answers, correct }: TopicState): number {
  return (correct + PRIOR_ANSWERS * PRIOR_RATE) / (answers + PRIOR_ANSWERS);
}

export interface States {
  topic: TopicState;
  learner: LearnerState;
  pair: PairState;
}

/** States after the answer. `rate` is the topic's rate before it. */
export function learn({ topic, learner, pair }: States, isCorrect: boolean, rate = rateOf(topic)): States {
  return {
    topic: addToTopic(topic, isCorrect, pair.answers === 0),
    learner: addToLearner(learner, isCorrect, rate),
    pair: addToPair(pair, isCorrect),
  };
}

function addToTopic(topic: TopicState, isCorrect: boolean, isFirst: boolean): TopicState {
  return {
    answers: topic.answers + 1,
    correct: topic.correct + Number(isCorrect),
    firstAnswers: topic.firstAnswers + Number(isFirst),
    firstCorrect: topic.firstCorrect + Number(isFirst && isCorrect),
  };
}

function addToLearner(learner: LearnerState, isCorrect: boolean, rate: number): LearnerState {
  return {
    answers: learner.answers + 1,
    correct: learner.correct + Number(isCorrect),
    expected: learner.expected + rate,
    variance: learner.variance + rate * (1 - rate),
  };
}

export function addToPair(pair: PairState, isCorrect: boolean): PairState {
  return {
    answers: pair.answers + 1,
    correct: pair.correct + Number(isCorrect),
    recent: RECENT_DECAY * pair.recent + Number(isCorrect),
    steady: STEADY_DECAY * pair.steady + Number(isCorrect),
    lastCorrect: isCorrect,
  };
}
