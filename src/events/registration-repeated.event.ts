import { reader } from "./parse.js";

/** Someone registered with the address of an account, where `register` may not tell. Its owner hears of it. */
export interface RegistrationRepeated {
  userId: string;
  /** Names this attempt among all. */
  about: string;
}

export const registrationRepeated = {
  name: "account.registration-repeated",
  parse(payload: unknown): RegistrationRepeated {
    const read = reader(payload, "account.registration-repeated");
    return { userId: read.id("userId"), about: read.id("about") };
  },
};
