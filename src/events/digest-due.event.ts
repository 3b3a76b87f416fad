import { reader } from "./parse.js";

/** A period of an account's digest has ended. Written in the transaction that claims the period, so each period has one event. */
export interface DigestDue {
  userId: string;
  /** First day of the next period, in the account's time zone: YYYY-MM-DD. */
  period: string;
  /** ISO times: the digest covers `since` (inclusive) to `until` (exclusive). */
  since: string;
  until: string;
}

const DAY = /^\d{4}-\d\d-\d\d$/;

export const digestDue = {
  name: "digest.due",
  parse(payload: unknown): DigestDue {
    const read = reader(payload, "digest.due");
    const due = { userId: read.id("userId"), period: read.text("period"), since: read.text("since"), until: read.text("until") };
    if (!DAY.test(due.period)) throw new Error("digest.due: field period is malformed");
    for (const field of ["since", "until"] as const) {
      if (Number.isNaN(Date.parse(due[field]))) throw new Error(`digest.due: field ${field} is malformed`);
    }
    return due;
  },
};
