import { reader } from "./parse.js";

/** A user registered an account. Written in the transaction that creates it; seeded accounts publish no event. */
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
