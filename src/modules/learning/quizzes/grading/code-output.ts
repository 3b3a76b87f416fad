import type { AnswerOf } from "../attempts/answer.js";
import { builtInChecker } from "../../../../judge/checkers/index.js";
import type { ContentOf } from "../questions/question.js";
import type { Grade } from "./share.js";

/** Compared by the question's checker, as the judge would compare a program's output. */
export function gradeCodeOutput(content: ContentOf<"CODE_OUTPUT">, { text }: AnswerOf<"CODE_OUTPUT">): Grade {
  const checker = builtInChecker(content.checker);
  const request = { input: bytes(content.stdin ?? ""), expected: bytes(content.expectedOutput), actual: bytes(text) };
  return { share: checker?.check(request, content.checkerParameters).ok ? 1 : 0, feedback: [] };
}

const bytes = (text: string) => Buffer.from(text);
