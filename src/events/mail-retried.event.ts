import * as z from "zod";
import { contract } from "../kernel/contract.js";
import { anyObject } from "../kernel/schemas.js";

/** An admin retries a failed mail. Written in the transaction that removes it from the list of failed mails. */
export const mailRetried = contract(
  "mail.retried",
  z.object({
    kind: z.string(),
    /** The event that caused the mail, as its kind parses it. */
    event: anyObject,
  }),
);
