import type { AnswerOf } from "../attempts/answer.js";
import type { ContentOf } from "../questions/question.js";
import type { Grade } from "./share.js";

/** Share of the pairs that are matched correctly. Equal right sides are the same answer. */
export function gradeMatching({ pairs }: ContentOf<"MATCHING">, { matches }: AnswerOf<"MATCHING">): Grade {
  const given = new Map(matches.map(({ pair, right }) => [pair, right]));
  return { share: pairs.filter(({ id, right }) => given.get(id) === right).length / pairs.length, feedback: [] };
}
