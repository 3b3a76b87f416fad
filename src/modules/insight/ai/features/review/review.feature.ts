import type { EntityManager } from "../../../../../platform/database/database.js";
import { partOf } from "../../prompt/prompt.js";
import { OVERLAP_MAX } from "../../worker/reference-overlap.js";
import { answerSchema, object, string, strings, type Answer, type Feature } from "../feature.js";
import { openProblem, partsOfProblem, referencesOfSubmission } from "../open-problem.js";
import { partsOfSubmission, readOwnSubmission, verdictIn } from "../own-submission.js";
import { submissionOf } from "../submission-reference.js";
import type { FailingInput, FailingInputCheck } from "../../truth/failing-inputs.js";
import type { ComplexityCheck, ComplexityResult } from "../../truth/complexity.js";

export interface Review extends Answer {
  stars: number;
  timeComplexity: string;
  spaceComplexity: string;
  strengths: string[];
  improvements: string[];
  alternatives: string[];
  comments: { line: number; text: string }[];
  failingInputs: { input: string; reason: string }[];
}

/** As stored: claims have been checked. */
export interface CheckedReview extends Omit<Review, "failingInputs"> {
  failingInputs: FailingInput[];
  complexity: ComplexityResult | null;
  /** Parts that were left out because they give the solution away. */
  withheldParts: number;
}

interface Checks {
  fork(): EntityManager;
  failingInputs: FailingInputCheck;
  complexity: ComplexityCheck;
}

const ITEMS_MAX = 5;
const LINES = 20;

const shortList = (description: string) => ({ ...strings(description), maxItems: ITEMS_MAX });

export const reviewFeature = ({ fork, failingInputs, complexity }: Checks): Feature<Review, { submissionId: string }> => ({
  kind: "REVIEW",
  version: 1,
  task: [
    "Review the learner's submission. Base it on the verdict: do not praise correctness that the judge denied, and do not doubt an accepted verdict.",
    "`text` is the review in at most 200 words, without inputs that fail: those belong into `failingInputs`, at most 3, each a whole standard input of the problem with the reason. They will be run.",
    "`stars` is 1 to 5 for correctness, clarity and efficiency together. Complexities are in O notation of n, such as O(n log n).",
    "`comments` name lines of the source code, counted from 1. `alternatives` are other approaches in words, without code.",
    "Unless the verdict is ACCEPTED, do not write the corrected program or parts of it.",
  ].join("\n"),
  answer: answerSchema("review", {
    stars: { type: "integer", minimum: 1, maximum: 5 },
    timeComplexity: string,
    spaceComplexity: string,
    strengths: shortList("What is good."),
    improvements: shortList("What to change."),
    alternatives: shortList("Other approaches."),
    comments: { type: "array", maxItems: LINES, items: object({ line: { type: "integer", minimum: 1 }, text: string }) },
    failingInputs: { type: "array", maxItems: 3, items: object({ input: string, reason: string }) },
  }),
  streams: true,

  async prepare(context, { submissionId }) {
    const submission = await readOwnSubmission(context.em, context.signedIn, submissionId);
    const problem = await openProblem(context, submission.problemId, { own: true });
    return {
      subjectId: submission.id,
      parts: [...partsOfProblem(problem), ...partsOfSubmission(submission)],
      organizationIds: [problem.organizationId],
    };
  },

  rules(prompt) {
    const source = partOf(prompt, "source code of the learner");
    const verdict = verdictIn(prompt) ?? "";
    const lines = source.split("\n");
    const accepted = verdict === "ACCEPTED";
    const depth = loopDepth(lines);
    const long = lines.findIndex((line) => line.length > 100) + 1;
    const marked = lines.findIndex((line) => /\b(todo|fixme|xxx)\b/i.test(line)) + 1;
    const comments = [
      ...(long > 0 ? [{ line: long, text: "This line is longer than 100 characters. Split it, so that it can be read at a glance." }] : []),
      ...(marked > 0 ? [{ line: marked, text: "This comment says that something is left to do." }] : []),
    ];
    return {
      text: accepted
        ? `Your solution was accepted. It has ${lines.length} lines, and its loops are nested ${depth} deep.`
        : `The judge answered ${verdict.toLowerCase().replaceAll("_", " ")}. Try the samples with \`runCode\` first, then the smallest and largest inputs that the constraints allow.`,
      stars: accepted ? (comments.length === 0 ? 5 : 4) : 2,
      timeComplexity: depth === 0 ? "O(1)" : depth === 1 ? "O(n)" : `O(n^${depth})`,
      spaceComplexity: /\[|vector|list|map|set|dict|new /i.test(source) ? "O(n)" : "O(1)",
      strengths: accepted ? ["All tests pass."] : [],
      improvements: comments.length > 0 ? ["Follow the comments on single lines."] : [],
      alternatives: [],
      comments,
      failingInputs: [],
    };
  },

  secretReferences: referencesOfSubmission(fork),

  async check(review, { id, subjectId }, overlap) {
    const submission = await submissionOf(fork(), subjectId);
    const lineCount = submission.source.split("\n").length;
    let withheldParts = 0;
    const safe = <T>(items: readonly T[], textOf: (item: T) => string) =>
      items.filter((item) => {
        const isSafe = overlap(textOf(item)) <= OVERLAP_MAX;
        if (!isSafe) withheldParts += 1;
        return isSafe;
      });
    const texts = (list: readonly string[]) => safe(list, (text) => text).map((text) => text.slice(0, 2000));
    const checked: CheckedReview = {
      ...review,
      timeComplexity: review.timeComplexity.slice(0, 100),
      spaceComplexity: review.spaceComplexity.slice(0, 100),
      strengths: texts(review.strengths),
      improvements: texts(review.improvements),
      alternatives: texts(review.alternatives),
      comments: safe(
        review.comments.filter(({ line }) => line <= lineCount),
        ({ text }) => text,
      ).map(({ line, text }) => ({ line, text: text.slice(0, 2000) })),
      failingInputs: await failingInputs(
        id,
        submission,
        safe(review.failingInputs, ({ input, reason }) => `${input}\n${reason}`),
      ),
      complexity: await complexity(submission, review.timeComplexity),
      withheldParts: 0,
    };
    // Together the parts must not be what none of them is.
    const all = [...checked.strengths, ...checked.improvements, ...checked.alternatives, ...checked.comments.map(({ text }) => text)];
    if (overlap([checked.text, ...all].join("\n")) > OVERLAP_MAX) {
      withheldParts += all.length;
      Object.assign(checked, { strengths: [], improvements: [], alternatives: [], comments: [] });
    }
    return { ...checked, withheldParts };
  },
});

/** Of loops, by their indentation. A rough figure, for the answer without a model. */
function loopDepth(lines: readonly string[]): number {
  const open: number[] = [];
  let deepest = 0;
  for (const line of lines) {
    if (line.trim() === "") continue;
    const indent = line.length - line.trimStart().length;
    while (open.length > 0 && open.at(-1)! >= indent) open.pop();
    if (/^\s*(for|while)\b/.test(line)) open.push(indent);
    deepest = Math.max(deepest, open.length);
  }
  return deepest;
}
