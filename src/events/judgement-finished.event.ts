import { reader } from "./parse.js";

/** A judgement has its final verdict. Written in the transaction that commits it. */
export interface JudgementFinished {
  judgementId: string;
  submissionId: string;
  userId: string;
  problemId: string;
  verdict: string;
}

export const judgementFinished = {
  name: "judgement.finished",
  parse(payload: unknown): JudgementFinished {
    const read = reader(payload, "judgement.finished");
    return {
      judgementId: read.id("judgementId"),
      submissionId: read.id("submissionId"),
      userId: read.id("userId"),
      problemId: read.id("problemId"),
      verdict: read.text("verdict"),
    };
  },
};
