import { reader } from "./parse.js";

/** An admin wants a mail that was given up to be tried again. Written in the transaction that takes it from the list. */
export interface MailRetried {
  kind: string;
  /** The event that had made the mail due, as its kind parses it. */
  event: object;
}

export const mailRetried = {
  name: "mail.retried",
  parse(payload: unknown): MailRetried {
    const read = reader(payload, "mail.retried");
    return { kind: read.text("kind"), event: read.object("event") };
  },
};
