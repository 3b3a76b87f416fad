export const QUESTION_LIMITS = {
  title: 200,
  prompt: 20_000,
  /** Text of a choice, an item, a side of a pair, an accepted answer, a feedback. */
  text: 4_000,
  /** A key of a choice, an item or a pair. */
  key: 60,
  pattern: 500,
  explanation: 20_000,
  /** Choices, items, pairs, extra right sides, accepted answers. */
  parts: 50,
  tags: 30,
  tag: 60,
  /** Source code, stdin and expected output. */
  code: 20_000,
  points: 1000,
  /** Characters of the whole content as JSON. */
  total: 200_000,
} as const;
