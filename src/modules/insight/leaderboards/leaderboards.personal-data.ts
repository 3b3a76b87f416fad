import { xpChanged } from "../../../events/xp-changed.event.js";
import { announce } from "../../../platform/outbox/outbox.js";
import { listOfRows, removal, type PersonalData } from "../../contracts/personal-data.js";

export const leaderboardsPersonalData: PersonalData = {
  columns: { "leaderboard_settings.user_id": { export: "leaderboard-settings", deletion: "removed" } },
  exports: [
    listOfRows({
      name: "leaderboard-settings",
      description: "Whether you are on leaderboards.",
      select: "l.hidden",
      from: "from leaderboard_settings l where l.user_id = ?",
      key: "l.user_id",
    }),
  ],
  erasures: [
    {
      // The account is closed by now, so the handler of the event takes it off all boards.
      name: "places on leaderboards",
      step: async (em, userId) => {
        announce(em, xpChanged, { userId });
        return 0;
      },
    },
    removal("leaderboard_settings"),
  ],
};
