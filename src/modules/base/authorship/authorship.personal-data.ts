import { listOfRows, removal, type PersonalData } from "../../contracts/personal-data.js";

/** Objects themselves belong to their modules: nothing here changes their owner when an account is deleted. */
export const authorshipPersonalData: PersonalData = {
  columns: {
    "ownership_offers.from_id": { export: "ownership-offers", deletion: "removed" },
    "ownership_offers.to_id": { export: "ownership-offers", deletion: "removed" },
  },
  exports: [
    listOfRows({
      name: "ownership-offers",
      description: "Offers of ownership to you and by you.",
      select: `o.id, o.kind, o.title, o.status, o.created_at as "createdAt", o.decided_at as "decidedAt"`,
      from: "from (select ?::uuid as id) me join ownership_offers o on me.id in (o.from_id, o.to_id) where true",
      key: "o.id",
    }),
  ],
  erasures: [removal("ownership_offers", "from_id"), removal("ownership_offers", "to_id")],
};
