import { reader } from "./parse.js";

/** Someone registered with the address of an existing account, which `register` must not reveal. The owner is notified. */
export interface RegistrationRepeated {
  userId: string;
  /** Identifies this attempt. */
  about: string;
}

export const registrationRepeated = {
  name: "account.registration-repeated",
  parse(payload: unknown): RegistrationRepeated {
    const read = reader(payload, "account.registration-repeated");
    return { userId: read.id("userId"), about: read.id("about") };
  },
};
