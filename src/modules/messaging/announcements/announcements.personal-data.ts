import { listOfRows, removal, type PersonalData } from "../../contracts/personal-data.js";

export const announcementsPersonalData: PersonalData = {
  columns: {
    "announcements.created_by_id": {
      export: { not: "It belongs to the installation; that you wrote it is in `activity`." },
      deletion: { kept: "It is public and does not contain your name." },
    },
    "announcement_dismissals.user_id": { export: "dismissed-announcements", deletion: "removed" },
  },
  exports: [
    listOfRows({
      name: "dismissed-announcements",
      description: "Announcements that you dismissed, by their ids.",
      select: "d.announcement_id as id",
      from: "from announcement_dismissals d where d.user_id = ?",
      key: "d.announcement_id",
    }),
  ],
  erasures: [removal("announcement_dismissals")],
};
