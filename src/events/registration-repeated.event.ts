import * as z from "zod";
import { contract } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** Someone registered with the address of an existing account, which `register` must not reveal. The owner is notified. */
export const registrationRepeated = contract(
  "account.registration-repeated",
  z.object({
    userId: id,
    /** Identifies this attempt. */
    about: id,
  }),
);
