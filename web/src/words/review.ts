import type { AiComplexityOutcome, AiRequestFailure, AiFailingInputOutcome } from "../api/generated.js";

const FAILURES: Record<AiRequestFailure, string> = {
  INCOMPLETE: "The answer was too long.",
  INVALID_ANSWER: "The answer could not be read.",
  REFUSED: "The provider refused to answer.",
  UNAVAILABLE: "The provider does not answer. Try again later.",
  WITHHELD: "The answer would give the solution away.",
};

const OUTCOMES: Record<AiFailingInputOutcome, string> = {
  CONFIRMED: "the judge confirms it",
  REFUTED: "the judge refutes it: your program is right",
  INVALID: "the input breaks the rules of the problem",
  UNKNOWN: "the judge could not decide",
};

const GROWTH: Record<AiComplexityOutcome, string> = {
  CONSISTENT: "Runs of growing size agree",
  CONTRADICTED: "Runs of growing size disagree",
  UNKNOWN: "Runs of growing size do not tell",
};

export const review = {
  title: "AI review",
  ask: "Review my code",
  retry: "Ask again",
  cancel: "Cancel",
  consent: (provider: string) => `Your code, its verdict and the statement are sent to ${provider} when you ask for a review.`,
  allow: "Allow and review my code",
  rules: "Answered by built-in rules, not by a language model.",
  model: (provider: string) => `Answered by ${provider}. Text of a model may be wrong.`,
  working: "Reviewing …",
  cancelled: "Cancelled.",
  failures: FAILURES,
  stars: (stars: number) => `${stars} of 5 stars`,
  time: "Time",
  space: "Memory",
  growth: (outcome: AiComplexityOutcome, low: number | null, high: number | null) =>
    `${GROWTH[outcome]}${low === null || high === null ? "." : `: time grows like n to the power of ${low.toFixed(1)} to ${high.toFixed(1)}.`}`,
  strengths: "What is good",
  improvements: "What to change",
  alternatives: "Other approaches",
  line: (line: number) => `Line ${line}`,
  failing: "Inputs on which it may fail",
  outcome: (outcome: AiFailingInputOutcome) => OUTCOMES[outcome],
  withheld: (parts: number) =>
    parts === 1 ? "One part was left out, as it gives the solution away." : `${parts} parts were left out, as they give the solution away.`,
} as const;
