import type { AnswerOf } from "../attempts/answer.js";
import type { ContentOf } from "../questions/question.js";
import type { Grade } from "./share.js";

/** The first accepted interval that contains the number decides. */
export function gradeNumeric({ answers }: ContentOf<"NUMERIC">, { number }: AnswerOf<"NUMERIC">): Grade {
  const found = answers.find((accepted) =>
    "min" in accepted
      ? number >= accepted.min && number <= accepted.max
      : Math.abs(number - accepted.value) <= accepted.tolerance + roundingError(number, accepted.value),
  );
  return { share: found?.weight ?? 0, feedback: [found?.feedback ?? ""] };
}

/** Decimal fractions have no exact binary form: 0.3 - 0.2 is greater than 0.1. Four units in the last place make up for it. */
function roundingError(a: number, b: number): number {
  return 4 * Number.EPSILON * Math.max(Math.abs(a), Math.abs(b));
}
