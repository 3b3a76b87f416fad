/**
 * Parses one item of GIFT. Follows Moodle where it and the reference grammar differ in what they accept: unescaped `=`, `~`, `#` and `:`
 * in the text of a question are characters. Throws Refusal. Linear in the size of the item.
 */
import { Refusal } from "../imported-item.js";
import { answersOf } from "./parse-gift-answers.js";
import type { GiftQuestion } from "./gift-question.js";
import { giftText, giftTextOrNull, maskEscapes, unmask } from "./gift-text.js";

/** `line` is that of the item's first line, for messages. */
export function parseGift(source: string, line: number): GiftQuestion {
  if (source.includes("\0") || !source.isWellFormed()) throw new Refusal("Contains NUL or invalid Unicode.");
  const masked = maskEscapes(source);
  const lineAt = (offset: number) => line + lineBreaks(masked.slice(0, offset));
  const { title, from } = titleOf(masked, lineAt);

  const open = masked.indexOf("{", from);
  const close = masked.indexOf("}", from);
  if (open < 0 && close < 0) {
    return {
      title,
      stem: giftText(masked.slice(from), "moodle"),
      stemAfter: null,
      generalFeedback: null,
      answers: { type: "Description" },
    };
  }
  if (open < 0 || (close >= 0 && close < open)) throw new Refusal(`Line ${lineAt(close)}: "}" without "{". As a character write "\\}".`);
  if (close < 0) throw new Refusal(`Line ${lineAt(open)}: "{" is not closed before the next blank line. As a character write "\\{".`);
  const second = masked.indexOf("{", open + 1);
  if (second >= 0) throw new Refusal(`Line ${lineAt(second)}: a second "{". As a character write "\\{".`);
  const extra = masked.indexOf("}", close + 1);
  if (extra >= 0) throw new Refusal(`Line ${lineAt(extra)}: a second "}". As a character write "\\}".`);

  const stem = giftText(masked.slice(from, open), "moodle");
  const stemAfter = giftTextOrNull(masked.slice(close + 1), stem.format);
  const inner = masked.slice(open + 1, close);
  const general = inner.lastIndexOf("####");
  return {
    title,
    stem,
    stemAfter,
    generalFeedback: general < 0 ? null : giftTextOrNull(inner.slice(general + 4), stem.format),
    answers: answersOf((general < 0 ? inner : inner.slice(0, general)).trim(), stem.format),
  };
}

function titleOf(masked: string, lineAt: (offset: number) => number): { title: string | null; from: number } {
  const start = masked.length - masked.trimStart().length;
  if (!masked.startsWith("::", start)) return { title: null, from: start };
  const end = masked.indexOf("::", start + 2);
  if (end < 0) throw new Refusal(`Line ${lineAt(start)}: the title has no "::" at its end.`);
  return { title: unmask(masked.slice(start + 2, end)), from: end + 2 };
}

function lineBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
  return count;
}
