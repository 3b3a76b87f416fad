import { reader } from "./parse.js";

export const DELETION_CHANGES = ["SCHEDULED", "CANCELLED"] as const;

/** The deletion of an account was scheduled or cancelled. Written in the same transaction. */
export interface AccountDeletionChanged {
  userId: string;
  deletionId: string;
  change: (typeof DELETION_CHANGES)[number];
}

export const accountDeletionChanged = {
  name: "account.deletion-changed",
  parse(payload: unknown): AccountDeletionChanged {
    const read = reader(payload, "account.deletion-changed");
    return { userId: read.id("userId"), deletionId: read.id("deletionId"), change: read.oneOf("change", DELETION_CHANGES) };
  },
};
