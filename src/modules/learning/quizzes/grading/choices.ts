import type { AnswerOf } from "../attempts/answer.js";
import type { ContentOf } from "../questions/question.js";
import type { Grade } from "./share.js";

/** The weight of the selected choice. More than one selected choice earns nothing. */
export function gradeSingleChoice({ choices }: ContentOf<"SINGLE_CHOICE">, { selected }: AnswerOf<"SINGLE_CHOICE">): Grade {
  const chosen = choices.filter(({ id }) => selected.includes(id));
  const only = chosen.length === 1 ? chosen[0] : undefined;
  return { share: only?.weight ?? 0, feedback: [only?.feedback ?? ""] };
}

/** Sum of the weights of the selected choices, divided by the sum of all positive weights: thirds then add up to exactly 1. */
export function gradeMultipleChoice({ choices }: ContentOf<"MULTIPLE_CHOICE">, { selected }: AnswerOf<"MULTIPLE_CHOICE">): Grade {
  const chosen = choices.filter(({ id }) => selected.includes(id));
  const sum = (weights: readonly number[]) => weights.reduce((total, weight) => total + weight, 0);
  const best = sum(choices.map(({ weight }) => weight).filter((weight) => weight > 0));
  return { share: sum(chosen.map(({ weight }) => weight)) / best, feedback: chosen.map(({ feedback }) => feedback ?? "") };
}
