import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/**
 * A submission of an assessment has its final verdict. Written in the transaction that commits it, instead of `judgement.finished`,
 * so that handlers that count, show or reward verdicts do not receive it.
 */
export const setApartJudgementFinished = contract(
  "set-apart-judgement.finished",
  z.object({ judgementId: id, submissionId: id, userId: id }),
);

export type SetApartJudgementFinished = PayloadOf<typeof setApartJudgementFinished>;
