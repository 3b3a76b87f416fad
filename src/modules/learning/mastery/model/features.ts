/**
 * Features of the logistic model, from the states before an answer. They follow performance factor analysis (Pavlik, Cen and Koedinger,
 * "Performance Factors Analysis", AIED 2009) and its form with decaying counts (Galyardt and Goldin, "Move your lamp post: Recent data
 * reflects learner knowledge better than older data", JEDM 2015).
 */
import { PRIOR_ANSWERS, rateOf, RECENT_DECAY, STEADY_DECAY, type States } from "./state.js";

/** What a feature says something about; explanations add up by group. */
export const FACTORS = ["BASE", "TOPIC_DIFFICULTY", "LEARNER_ABILITY", "TOPIC_HISTORY", "RECENT_ANSWERS"] as const;
export type Factor = (typeof FACTORS)[number];

export interface Feature {
  name: string;
  factor: Factor;
  description: string;
}

/** In the order of the numbers that `featuresOf` returns. */
export const FEATURES: readonly Feature[] = [
  { name: "base", factor: "BASE", description: "Always 1." },
  {
    name: "topicLogit",
    factor: "TOPIC_DIFFICULTY",
    description: "Log odds of the topic's rate: correct answers of all learners, with a prior.",
  },
  { name: "topicLogitSquared", factor: "TOPIC_DIFFICULTY", description: "Square of topicLogit." },
  {
    name: "firstAnswers",
    factor: "TOPIC_DIFFICULTY",
    description: "For a learner's first answer: log odds of the rate of first answers, minus topicLogit.",
  },
  {
    name: "ability",
    factor: "LEARNER_ABILITY",
    description: "Correct minus expected answers of the learner on all topics, per unit of variance.",
  },
  { name: "abilityByCount", factor: "LEARNER_ABILITY", description: "ability × ln(1 + answers on the topic)." },
  {
    name: "history",
    factor: "TOPIC_HISTORY",
    description: "Log odds of the learner's rate on the topic, with three answers at the topic's rate as prior, minus topicLogit.",
  },
  { name: "historyByCount", factor: "TOPIC_HISTORY", description: "history × ln(1 + answers on the topic)." },
  {
    name: "steady",
    factor: "RECENT_ANSWERS",
    description: `Like history, where each answer counts ${STEADY_DECAY} times the next one and the prior is two answers.`,
  },
  {
    name: "recent",
    factor: "RECENT_ANSWERS",
    description: `Like history, where each answer counts ${RECENT_DECAY} times the next one and the prior is one answer.`,
  },
  { name: "recentSquared", factor: "RECENT_ANSWERS", description: "recent × |recent|." },
  { name: "last", factor: "RECENT_ANSWERS", description: "1 if the last answer on the topic was correct." },
];

export const logit = (probability: number): number => Math.log(probability / (1 - probability));
export const logistic = (odds: number): number => 1 / (1 + Math.exp(-odds));

/** Total weight of `answers` answers with this decay. */
const weightOf = (answers: number, decay: number) => (1 - decay ** answers) / (1 - decay);

export function featuresOf({ topic, learner, pair }: States): number[] {
  const rate = rateOf(topic);
  const topicLogit = logit(rate);
  const above = (correct: number, weight: number, prior: number) => logit((correct + prior * rate) / (weight + prior)) - topicLogit;
  const isFirst = pair.answers === 0;
  const firstRate = (topic.firstCorrect + PRIOR_ANSWERS * rate) / (topic.firstAnswers + PRIOR_ANSWERS);
  const ability = (learner.correct - learner.expected) / (learner.variance + 1);
  const count = Math.log1p(pair.answers);
  const history = above(pair.correct, pair.answers, 3);
  const recent = above(pair.recent, weightOf(pair.answers, RECENT_DECAY), 1);
  return [
    1,
    topicLogit,
    topicLogit ** 2,
    isFirst ? logit(firstRate) - topicLogit : 0,
    ability,
    ability * count,
    history,
    history * count,
    above(pair.steady, weightOf(pair.answers, STEADY_DECAY), 2),
    recent,
    recent * Math.abs(recent),
    Number(pair.lastCorrect),
  ];
}
