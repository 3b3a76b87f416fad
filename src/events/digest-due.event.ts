import { reader } from "./parse.js";

/** A period of an account's digest has ended. Written in the transaction that takes the period, so there is one for each. */
export interface DigestDue {
  userId: string;
  /** First day of the period that begins, in the account's time zone: YYYY-MM-DD. */
  period: string;
  /** ISO times: what came from `since` on and before `until` is in it. */
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
