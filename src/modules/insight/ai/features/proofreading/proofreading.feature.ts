import { mayEditProblem } from "../../../../../access/policy.js";
import { AppError } from "../../../../../kernel/errors.js";
import { coAuthorIds } from "../../../../practice/problems/problem.loaders.js";
import { partOf } from "../../prompt/prompt.js";
import { answerSchema, object, string, type Answer, type Feature } from "../feature.js";
import { openProblem, partsOfProblem } from "../open-problem.js";

export interface Proofreading extends Answer {
  issues: { quote: string; message: string; suggestion: string }[];
}

const ISSUES_MAX = 50;

export const proofreadingFeature: Feature<Proofreading, { problemId: string }> = {
  kind: "PROOFREADING",
  version: 1,
  task: [
    "Proof-read the problem for its author: spelling and grammar, ambiguous or missing input and output formats, constraints that contradict the samples or the text.",
    "`issues` quote the faulty words exactly as they are written, with what is wrong and a better wording. `text` is the whole in at most 100 words. Do not solve the problem.",
  ].join("\n"),
  answer: answerSchema("proofreading", {
    issues: { type: "array", maxItems: ISSUES_MAX, items: object({ quote: string, message: string, suggestion: string }) },
  }),
  streams: true,

  async prepare(context, { problemId }) {
    const problem = await openProblem(context, problemId);
    const authorship = { ...problem, coAuthorIds: await context.loader(coAuthorIds).load(problem.id) };
    if (!mayEditProblem(context.viewer, authorship)) throw new AppError("FORBIDDEN", "Only editors of the problem may have it proof-read.");
    return { subjectId: problem.id, parts: partsOfProblem(problem), organizationIds: [problem.organizationId] };
  },

  rules(prompt) {
    const text = [partOf(prompt, "statement of the problem"), partOf(prompt, "constraints of the problem")].join("\n");
    const twice = [...text.matchAll(/\b(\p{L}{2,})\s+\1\b/giu)].slice(0, 10).map(([quote, word = ""]) => ({
      ...{ quote, message: "The word is there twice.", suggestion: word },
    }));
    const missing = ["input", "output"].filter((word) => !text.toLowerCase().includes(word));
    return {
      text:
        missing.length > 0
          ? `The statement does not mention ${missing.join(" and ")}. Describe the format.`
          : `The rules found ${twice.length} words that are there twice.`,
      issues: twice,
    };
  },

  async check(answer, { prompt }) {
    const text = prompt.parts.map((part) => part.text).join("\n");
    return { ...answer, issues: answer.issues.filter(({ quote }) => quote.trim() !== "" && text.includes(quote)) };
  },
};
