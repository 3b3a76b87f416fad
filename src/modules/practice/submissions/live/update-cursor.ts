import { badInput } from "../../../../kernel/errors.js";

const PREFIX = "finished:";
/** Maximum of PostgreSQL's integer type. */
const GREATEST = 2 ** 31 - 1;

/** Opaque cursor: the last finished judgement of the account that the stream delivered. */
export function toUpdateCursor(finishNumber: number): string {
  return Buffer.from(PREFIX + finishNumber).toString("base64url");
}

export function parseUpdateCursor(cursor: string): number {
  const text = Buffer.from(cursor, "base64url").toString();
  const number = text.startsWith(PREFIX) ? Number(text.slice(PREFIX.length)) : NaN;
  if (Number.isInteger(number) && number >= 0 && number <= GREATEST) return number;
  throw badInput("after", "Give the `cursor` of an event of `mySubmissionUpdates`, unchanged.");
}
