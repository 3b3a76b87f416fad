import { reader } from "./parse.js";

/** Someone made an account for themselves. Written in the transaction that makes it; accounts that we seed announce nothing. */
export interface AccountRegistered {
  userId: string;
}

export const accountRegistered = {
  name: "account.registered",
  parse(payload: unknown): AccountRegistered {
    const read = reader(payload, "account.registered");
    return { userId: read.id("userId") };
  },
};
