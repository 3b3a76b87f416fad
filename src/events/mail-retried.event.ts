import { reader } from "./parse.js";

/** An admin retries a failed mail. Written in the transaction that removes it from the list of failed mails. */
export interface MailRetried {
  kind: string;
  /** The event that caused the mail, as its kind parses it. */
  event: object;
}

export const mailRetried = {
  name: "mail.retried",
  parse(payload: unknown): MailRetried {
    const read = reader(payload, "mail.retried");
    return { kind: read.text("kind"), event: read.object("event") };
  },
};
