import { listOfRows, removal, type PersonalData } from "../../contracts/personal-data.js";

export const announcementsPersonalData: PersonalData = {
  columns: {
    "announcements.created_by_id": {
      export: { not: "It is the installation's own word; that you wrote it stands in `activity`." },
      deletion: { kept: "Everyone has read it, and it names nobody." },
    },
    "announcement_dismissals.user_id": { export: "dismissed-announcements", deletion: "removed" },
  },
  exports: [
    listOfRows({
      name: "dismissed-announcements",
      description: "Announcements that you did not want to see any more, by their ids.",
      select: "d.announcement_id as id",
      from: "from announcement_dismissals d where d.user_id = ?",
      key: "d.announcement_id",
    }),
  ],
  erasures: [removal("announcement_dismissals")],
};
