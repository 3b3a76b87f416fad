import type { AnswerOf } from "../attempts/answer.js";
import { compilePattern } from "../questions/pattern.js";
import type { ContentOf } from "../questions/question.js";
import type { Grade } from "./share.js";

/** The first accepted text or pattern that matches decides. */
export function gradeShortText(content: ContentOf<"SHORT_TEXT">, { text }: AnswerOf<"SHORT_TEXT">): Grade {
  const given = normalized(text, content);
  const found = content.answers.find((accepted) =>
    "pattern" in accepted
      ? compilePattern(accepted.pattern, content.caseSensitive).matches(given)
      : same(normalized(accepted.text, content), given, content.caseSensitive),
  );
  return { share: found?.weight ?? 0, feedback: [found?.feedback ?? ""] };
}

/** Equal characters may be encoded in several ways: NFC makes them equal (Unicode Standard Annex 15). */
function normalized(text: string, { normalizeWhitespace }: ContentOf<"SHORT_TEXT">): string {
  const composed = text.normalize("NFC");
  return normalizeWhitespace ? composed.trim().replace(/\s+/gu, " ") : composed;
}

function same(expected: string, given: string, caseSensitive: boolean): boolean {
  return caseSensitive ? expected === given : expected.toLowerCase() === given.toLowerCase();
}
