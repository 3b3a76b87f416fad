import type { AnswerOf } from "../attempts/answer.js";
import type { ContentOf } from "../questions/question.js";
import type { Grade } from "./share.js";

export function gradeTrueFalse(content: ContentOf<"TRUE_FALSE">, { value }: AnswerOf<"TRUE_FALSE">): Grade {
  return { share: value === content.answer ? 1 : 0, feedback: [(value ? content.trueFeedback : content.falseFeedback) ?? ""] };
}
