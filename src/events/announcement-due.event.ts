import { reader } from "./parse.js";

/** Accounts are to be told of an announcement: those whose ids lie behind `after`, up to and with `until`. */
export interface AnnouncementDue {
  announcementId: string;
  /** Null: from the first one on. */
  after: string | null;
  /** Null: to the last one. */
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
