/** Random questions for round trips through other formats. The same seed gives the same questions. */
import { plainToMarkdown } from "../../src/modules/learning/quizzes/formats/texts/markdown-text.js";
import { ANY_NUMBER } from "../../src/modules/learning/quizzes/formats/question-parts.js";
import { questionContent, type QuestionContent, type QuestionInput } from "../../src/modules/learning/quizzes/questions/question.js";

/** mulberry32: 32 bits of state, good enough for tests. */
export function createRandom(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (most: number) => Math.floor(next() * most);
  const one = <T>(values: readonly T[]): T => values[below(values.length)]!;
  return { next, below, one };
}

type Random = ReturnType<typeof createRandom>;

/** Everything that means something in GIFT, XML, HTML or Markdown, and some that does not. */
const PIECES = [
  ...[
    "~",
    "=",
    "#",
    "{",
    "}",
    ":",
    "\\",
    "%",
    "[",
    "]",
    ">",
    "<",
    "&",
    "*",
    "_",
    "`",
    "$",
    "|",
    '"',
    "'",
    "/",
    "-",
    "+",
    "!",
    "^",
    "(",
    ")",
  ],
  ...[
    "->",
    "//",
    "::",
    "####",
    "\\n",
    "\\\\",
    "\\*",
    "[html]",
    "[markdown]",
    "[tag:x]",
    "$CATEGORY: a",
    "%50%",
    "TRUE",
    "T",
    "{}",
    "..",
    "~%-5%",
  ],
  ...[
    "]]>",
    "<![CDATA[",
    "&lt;",
    "&#65;",
    "<!DOCTYPE",
    "<b>",
    "</question>",
    "<!--",
    "@@x@@",
    "\n",
    "\n\n",
    "  ",
    "\t",
    "\n// ",
    "\n$CATEGORY: ",
  ],
  ...["a", "B", "word", "zwei", "42", "-3.5", "é", "ß", "漢字", "🙂", "\u{10FFFF}", "\uD7FF", "\uE000", "\u00A0", "\u2028", "\u0301"],
];

const feedbackOf = (random: Random) => (random.next() < 0.5 ? {} : { feedback: textOf(random) });

/** Not blank, without white space at its ends. */
export function textOf(random: Random, most = 8): string {
  for (;;) {
    const text = Array.from({ length: 1 + random.below(most) }, () => random.one(PIECES))
      .join("")
      .trim();
    if (text !== "") return text;
  }
}

const oneLine = (random: Random) => textOf(random).replace(/\s+/gu, " ").trim();

const wordsOf = (random: Random) => [
  ...new Set(Array.from({ length: random.below(4) }, () => oneLine(random).replace(/[\\\p{Cc}]/gu, "x"))),
];

const list = <T>(random: Random, least: number, make: (index: number) => T): T[] =>
  Array.from({ length: least + random.below(4) }, (_, index) => make(index));

const WEIGHTS = [0, 0.5, 0.25, 0.3333333, 0.1, 0.07, -0.5, -1, 0.123456, 1];
const weightOf = (random: Random) => random.one(WEIGHTS);
const choiceOf = (random: Random, index: number, weight: number) => ({
  id: String(index + 1),
  text: textOf(random),
  weight,
  ...feedbackOf(random),
});
const numberOf = (random: Random) =>
  random.one([0, 1, -1, 3.1415, 1e21, -2.5e-7, 1822, Number.MAX_SAFE_INTEGER, 0.1 + 0.2]) * (1 + random.below(3));

const KINDS: readonly ((random: Random) => Partial<QuestionInput>)[] = [
  (random) => ({ kind: "SINGLE_CHOICE", choices: [...list(random, 1, (index) => choiceOf(random, index, 0)), choiceOf(random, 9, 1)] }),
  (random) => {
    // The positive ones add up to 1, as other programs want it.
    const wrong = list(random, 1, (index) => choiceOf(random, index, random.one([0, -0.5, -1])));
    return { kind: "MULTIPLE_CHOICE", choices: [...wrong, choiceOf(random, 7, 0.25), choiceOf(random, 8, 0.75)] };
  },
  (random) => {
    const [{ feedback: trueFeedback }, { feedback: falseFeedback }] = [feedbackOf(random), feedbackOf(random)] as {
      feedback?: string;
    }[] as [{ feedback?: string }, { feedback?: string }];
    const given = { ...(trueFeedback && { trueFeedback }), ...(falseFeedback && { falseFeedback }) };
    return { kind: "TRUE_FALSE", answer: random.next() < 0.5, ...given };
  },
  (random) => ({
    kind: "SHORT_TEXT",
    answers: [
      ...list(random, 0, () => ({ text: textOf(random), weight: weightOf(random), ...feedbackOf(random) })),
      { text: textOf(random), weight: 1 },
      ...(random.next() < 0.3
        ? [
            { pattern: "[\\s\\S]*", weight: 0, feedback: "Anything" },
            { pattern: "a\\*b[\\s\\S]*\\{c", weight: 0.5 },
          ]
        : []),
    ],
  }),
  (random) => ({
    kind: "NUMERIC",
    answers: [
      { value: numberOf(random), tolerance: Math.abs(numberOf(random)), weight: 1, ...feedbackOf(random) },
      ...list(random, 0, () => ({ value: numberOf(random), tolerance: 0, weight: weightOf(random), ...feedbackOf(random) })),
      ...(random.next() < 0.3 ? [{ ...ANY_NUMBER, weight: 0, feedback: textOf(random) }] : []),
    ],
  }),
  (random) => ({
    kind: "MATCHING",
    pairs: list(random, 2, (index) => ({
      id: String(index + 1),
      left: textOf(random),
      right: plainToMarkdown(`${index} ${oneLine(random)}`),
    })),
    extraRights: list(random, 0, (index) => plainToMarkdown(`extra ${index} ${oneLine(random)}`)),
  }),
  (random) => ({ kind: "ORDERING", items: list(random, 2, (index) => ({ id: String(index + 1), text: `${textOf(random)} ${index}` })) }),
  () => ({ kind: "ESSAY" }),
];

/** Ids of parts are their places, as no format has ids. */
const renumbered = <T extends { id: string }>(parts: T[]): T[] => parts.map((part, index) => ({ ...part, id: String(index + 1) }));

export function randomQuestion(random: Random, kind: number): QuestionContent {
  const own = KINDS[kind % KINDS.length]!(random);
  const choices = "choices" in own && own.choices ? { choices: renumbered(own.choices) } : {};
  const common = {
    ...(random.next() < 0.7 ? { title: oneLine(random) } : {}),
    prompt: textOf(random, 20),
    ...(random.next() < 0.5 ? { explanation: textOf(random) } : {}),
    tags: wordsOf(random),
  };
  return questionContent.parse({ ...common, ...own, ...choices });
}

export const KIND_COUNT = KINDS.length;
