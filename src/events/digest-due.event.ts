import * as z from "zod";
import { contract } from "../kernel/contract.js";
import { day, id, isoTime } from "../kernel/schemas.js";

/** A period of an account's digest has ended. Written in the transaction that claims the period, so each period has one event. */
export const digestDue = contract(
  "digest.due",
  z.object({
    userId: id,
    /** First day of the next period, in the account's time zone. */
    period: day,
    /** The digest covers `since` (inclusive) to `until` (exclusive). */
    since: isoTime,
    until: isoTime,
  }),
);
