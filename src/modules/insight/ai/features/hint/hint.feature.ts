import type { EntityManager } from "../../../../../platform/database/database.js";
import { partOf } from "../../prompt/prompt.js";
import { OVERLAP_MAX } from "../../worker/reference-overlap.js";
import { answerSchema, string, type Answer, type Feature } from "../feature.js";
import { openProblem, partsOfProblem, referencesOf } from "../open-problem.js";
import { partsOfSubmission, readOwnSubmission } from "../own-submission.js";

export interface Hint extends Answer {
  /** A question that leads on. */
  question: string;
}

export interface HintInput {
  problemId: string;
  level: number;
  submissionId?: string | null;
}

/** What a hint may tell, by level from 1. */
const LADDER = [
  "Level 1: help to understand the task. Say what to look at in the statement or the samples. Name no algorithm and no data structure.",
  "Level 2: name the idea, such as the kind of algorithm or data structure, and why it fits. No steps and no code.",
  "Level 3: describe the steps of the solution in words. No code, no pseudocode, no formula that is the answer.",
];

export const hintFeature = (fork: () => EntityManager): Feature<Hint, HintInput> => ({
  kind: "HINT",
  version: 1,
  task: [
    "Give the learner one hint for the problem, at the level below, in at most 80 words. Never write code and never give the solution away.",
    "If there is source code of the learner, the hint starts from it. `question` is one question that leads the learner on.",
  ].join("\n"),
  answer: answerSchema("hint", { question: string }),
  // Shown when the whole has been compared with the reference solutions.
  streams: false,

  async prepare(context, { problemId, level, submissionId }) {
    const problem = await openProblem(context, problemId);
    const submission = submissionId ? await readOwnSubmission(context.em, context.signedIn, submissionId) : null;
    const own = submission?.problemId === problem.id ? partsOfSubmission(submission) : [];
    return {
      ...{ subjectId: problem.id, level, addition: LADDER[level - 1]! },
      parts: [...partsOfProblem(problem), ...hintsUpTo(problem.details.hints, level), ...own],
      organizationIds: [problem.organizationId],
    };
  },

  rules(prompt) {
    const level = LADDER.findIndex((text) => prompt.task.includes(text)) + 1;
    const own = partOf(prompt, "hints of the author").split("\n---\n")[level - 1];
    const question = QUESTIONS[level - 1] ?? QUESTIONS[0]!;
    return { text: own?.trim() ? own : (GENERAL[level - 1] ?? GENERAL[0]!), question };
  },

  secretReferences: ({ subjectId, userId }) => referencesOf(fork(), subjectId!, userId, { unlessSolved: false }),

  async check(answer, _request, overlap) {
    const isFar = overlap(`${answer.text}\n${answer.question}`) <= OVERLAP_MAX;
    return isFar ? answer : { ...answer, question: QUESTIONS[0]! };
  },
});

/** Authors write hints from the gentlest to the clearest: a level tells as many. */
function hintsUpTo(hints: readonly string[], level: number) {
  return hints.length === 0 ? [] : [{ name: "hints of the author", text: hints.slice(0, level).join("\n---\n") }];
}

const GENERAL = [
  "Work through the first sample by hand and write down each step. What do you do with each value, and what do you need to remember?",
  "Think about the largest input that the constraints allow: how many steps may your program take? That rules out many ways.",
  "Split the task: read the input, keep what you need of it, and compute the answer from that. Check the smallest and the largest input.",
];
const QUESTIONS = [
  "What does the statement ask for, in your own words?",
  "Which values do you need again later, and how quickly must you find them?",
  "What happens in your solution for the smallest possible input?",
];
