import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** An announcement is due for the accounts with ids after `after`, up to and including `until`. */
export const announcementDue = contract(
  "announcement.due",
  z.object({
    announcementId: id,
    /** Null: from the first account on. */
    after: id.nullable(),
    /** Null: to the last account. */
    until: id.nullable(),
  }),
);

export type AnnouncementDue = PayloadOf<typeof announcementDue>;
