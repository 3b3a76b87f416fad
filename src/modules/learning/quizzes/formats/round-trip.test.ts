import { PROVES_ALL } from "../../../../../test/support/proofs.js";
import { createRandom, KIND_COUNT, randomQuestion } from "../../../../../test/support/random-questions.js";
import { questionContent, type QuestionContent } from "../questions/question.js";
import { readQuestions, writeQuestions, type QuestionFormat } from "./question-formats.js";

/** `npm run test:long` has all. */
const ROUNDS = PROVES_ALL ? 400 : 80;

/** What the format changes, in a way that shows the same: see the messages of the export. */
function expected(content: QuestionContent, format: QuestionFormat): QuestionContent {
  if (content.kind !== "MATCHING" || format !== "GIFT") return content;
  return { ...content, pairs: content.pairs.map((pair) => ({ ...pair, left: pair.left.replaceAll("->", "-&gt;") })) };
}

describe.each(["GIFT", "MOODLE_XML"] as const)("a question that goes out as %s and comes back", (format) => {
  it.each(Array.from({ length: KIND_COUNT }, (_, kind) => kind))(
    "is the same, for random questions of kind %i with every special character",
    async (kind) => {
      const random = createRandom(1000 + kind);
      const contents = Array.from({ length: ROUNDS }, () => randomQuestion(random, kind));
      const written = await writeQuestions(format, contents);
      expect(written.items.filter(({ outcome }) => outcome === "REFUSED")).toEqual([]);
      const read = await readQuestions(format, written.text);
      expect(read.faults).toEqual([]);
      expect(read.items.map(({ content }) => content)).toEqual(contents.map((content) => expected(content, format)));
    },
  );

  it("says what the format cannot express", async () => {
    const contents = [
      questionContent.parse({ kind: "CODE_OUTPUT", prompt: "Prints?", language: "python", source: "print(1)", expectedOutput: "1" }),
      questionContent.parse({ kind: "SHORT_TEXT", prompt: "Digits?", answers: [{ pattern: "\\d+", weight: 1 }] }),
      questionContent.parse({
        kind: "SHORT_TEXT",
        prompt: "One?",
        answers: [
          { pattern: "[0-9]", weight: 0.5 },
          { text: "1", weight: 1 },
        ],
      }),
    ];
    const { items, text } = await writeQuestions(format, contents);
    expect(items.map(({ outcome, messages }) => [outcome, messages.length])).toEqual([
      ["REFUSED", 1],
      ["REFUSED", 1],
      ["PARTLY", 1],
    ]);
    expect((await readQuestions(format, text)).items).toHaveLength(1);
  });

  it("scales weights of correct choices that add up to more than 100 %", async () => {
    const choices = [1, 1, -1].map((weight, index) => ({ id: String(index + 1), text: `c${index}`, weight }));
    const { text, items } = await writeQuestions(format, [questionContent.parse({ kind: "MULTIPLE_CHOICE", prompt: "Which?", choices })]);
    expect(items[0]!.outcome).toBe("PARTLY");
    const [back] = (await readQuestions(format, text)).items;
    expect(back!.content).toMatchObject({ choices: [{ weight: 0.5 }, { weight: 0.5 }, { weight: -0.5 }] });
  });
});

it("keeps points, case, notes for graders and the ends of intervals in Moodle XML", async () => {
  const contents = [
    questionContent.parse({ kind: "ESSAY", prompt: "Why?", graderNotes: "Look for **this**", defaultPoints: 2.5 }),
    questionContent.parse({ kind: "SHORT_TEXT", prompt: "Who?", answers: [{ text: "Ada", weight: 1 }], caseSensitive: true }),
    questionContent.parse({ kind: "NUMERIC", prompt: "About?", answers: [{ min: 1, max: 2, weight: 1 }] }),
  ];
  const { text, items } = await writeQuestions("MOODLE_XML", contents);
  const read = await readQuestions("MOODLE_XML", text);
  expect(read.items.map(({ content }) => content)).toEqual([
    contents[0],
    contents[1],
    { ...contents[2], answers: [{ value: 1.5, tolerance: 0.5, weight: 1 }] },
  ]);
  expect(items.map(({ outcome }) => outcome)).toEqual(["EXPORTED", "EXPORTED", "PARTLY"]);
});
