import type { Answer, AnswerOf } from "../attempts/answer.js";
import type { QuestionContent } from "../questions/question.js";
import { gradeMultipleChoice, gradeSingleChoice } from "./choices.js";
import { gradeCodeOutput } from "./code-output.js";
import { gradeMatching } from "./matching.js";
import { gradeNumeric } from "./numeric.js";
import { gradeOrdering } from "./ordering.js";
import { gradeShortText } from "./short-text.js";
import type { Grade } from "./share.js";
import { gradeTrueFalse } from "./true-false.js";

/** Kinds that are graded by what happens elsewhere: by the judge, or by staff. */
type OpenKind = "CODE" | "ESSAY";

/** Grades an answer. Null for kinds that only the judge or staff can grade. An answer of another kind earns nothing. */
export function grade(content: QuestionContent, answer: Answer): Grade | null {
  if (content.kind === "CODE" || content.kind === "ESSAY") return null;
  if (content.kind !== answer.kind) return { share: 0, feedback: [] };
  const { share, feedback } = gradeKnown(content, answer);
  return { share: Math.min(1, Math.max(-1, share)), feedback: feedback.filter((text) => text.trim() !== "") };
}

function gradeKnown(content: Exclude<QuestionContent, { kind: OpenKind }>, answer: Answer): Grade {
  switch (content.kind) {
    case "SINGLE_CHOICE":
      return gradeSingleChoice(content, answer as AnswerOf<"SINGLE_CHOICE">);
    case "MULTIPLE_CHOICE":
      return gradeMultipleChoice(content, answer as AnswerOf<"MULTIPLE_CHOICE">);
    case "TRUE_FALSE":
      return gradeTrueFalse(content, answer as AnswerOf<"TRUE_FALSE">);
    case "SHORT_TEXT":
      return gradeShortText(content, answer as AnswerOf<"SHORT_TEXT">);
    case "NUMERIC":
      return gradeNumeric(content, answer as AnswerOf<"NUMERIC">);
    case "ORDERING":
      return gradeOrdering(content, answer as AnswerOf<"ORDERING">);
    case "MATCHING":
      return gradeMatching(content, answer as AnswerOf<"MATCHING">);
    case "CODE_OUTPUT":
      return gradeCodeOutput(content, answer as AnswerOf<"CODE_OUTPUT">);
  }
}
