import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** A judgement has its final verdict. Written in the transaction that commits it. */
export const judgementFinished = contract(
  "judgement.finished",
  z.object({ judgementId: id, submissionId: id, userId: id, problemId: id, verdict: z.string() }),
);

export type JudgementFinished = PayloadOf<typeof judgementFinished>;
