import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** An AI request has its answer. Written in the transaction that stores it. */
export const aiRequestFinished = contract("ai-request.finished", z.object({ requestId: id, userId: id }));

export type AiRequestFinished = PayloadOf<typeof aiRequestFinished>;
