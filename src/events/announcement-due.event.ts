import { reader } from "./parse.js";

/** An announcement is due for the accounts with ids after `after`, up to and including `until`. */
export interface AnnouncementDue {
  announcementId: string;
  /** Null: from the first account on. */
  after: string | null;
  /** Null: to the last account. */
  until: string | null;
}

export const announcementDue = {
  name: "announcement.due",
  parse(payload: unknown): AnnouncementDue {
    const read = reader(payload, "announcement.due");
    const { after, until } = payload as { after: unknown; until: unknown };
    return {
      announcementId: read.id("announcementId"),
      after: after === null ? null : read.id("after"),
      until: until === null ? null : read.id("until"),
    };
  },
};
