import { AppError } from "../../../../../kernel/errors.js";
import type { EntityManager } from "../../../../../platform/database/database.js";
import { partOf } from "../../prompt/prompt.js";
import { answerSchema, string, type Answer, type Feature } from "../feature.js";
import { openProblem, referencesOfSubmission } from "../open-problem.js";
import { partsOfSubmission, readOwnSubmission, verdictIn } from "../own-submission.js";

export interface Explanation extends Answer {
  /** One sentence. */
  cause: string;
  /** Of the source, from 1; 0 for none. */
  line: number;
}

const EXPLAINED = ["COMPILATION_ERROR", "RUNTIME_ERROR", "TIME_LIMIT_EXCEEDED", "MEMORY_LIMIT_EXCEEDED", "OUTPUT_LIMIT_EXCEEDED"];

export const explanationFeature = (fork: () => EntityManager): Feature<Explanation, { submissionId: string }> => ({
  kind: "EXPLANATION",
  version: 1,
  task: [
    "Explain to the learner what the compile or run-time error of their program means, where it comes from, and how to find the cause.",
    "Do not write the corrected program. `cause` is one sentence. `line` is the line of the source code that it comes from, or 0.",
  ].join("\n"),
  answer: answerSchema("explanation", { cause: string, line: { type: "integer", minimum: 0, maximum: 100_000 } }),
  streams: true,

  async prepare(context, { submissionId }) {
    const submission = await readOwnSubmission(context.em, context.signedIn, submissionId);
    if (!EXPLAINED.includes(submission.verdict ?? "")) {
      throw new AppError("CONFLICT", "Only compile errors, run-time errors and exceeded limits can be explained.");
    }
    const { organizationId } = await openProblem(context, submission.problemId, { own: true });
    return { subjectId: submission.id, parts: partsOfSubmission(submission), organizationIds: [organizationId] };
  },

  rules(prompt) {
    const verdict = verdictIn(prompt) ?? "RUNTIME_ERROR";
    const output = partOf(prompt, "compiler output") || partOf(prompt, "standard error of the program on the failed sample");
    const line = Number(/(?:line |:)(\d{1,5})\b/.exec(output)?.[1] ?? 0);
    const first = output.split("\n").find((text) => /error|exception/i.test(text)) ?? output.split("\n")[0] ?? "";
    const cause = CAUSES[verdict] ?? CAUSES.RUNTIME_ERROR!;
    const quoted = first.trim() === "" ? "" : `\n\n    ${first.trim().slice(0, 300)}`;
    const where = line > 0 ? ` Look at line ${line} first.` : "";
    return { text: `${cause}${where}${quoted}`, cause, line };
  },

  secretReferences: referencesOfSubmission(fork),
});

const CAUSES: Readonly<Record<string, string>> = {
  COMPILATION_ERROR: "The compiler does not accept the program: the first message names the place, later ones often follow from it.",
  RUNTIME_ERROR: "The program ended with an error, such as an index out of range, a division by zero or input that it did not expect.",
  TIME_LIMIT_EXCEEDED: "The program needs too long for large inputs: count how often its innermost loop runs for the largest input.",
  MEMORY_LIMIT_EXCEEDED: "The program keeps more data at once than the limit allows.",
  OUTPUT_LIMIT_EXCEEDED: "The program writes without end, or leaves messages for debugging in.",
};
