import { trackChanged } from "../../../../events/track-changed.event.js";
import { rows } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { Authored } from "../../../contracts/authored.js";

export const trackAuthored: Authored = {
  kind: "track",
  type: "Track",
  table: "tracks",
  owner: "author_id",
  coAuthors: { table: "track_co_authors", column: "track_id" },
  inOrganizations: true,
  async changed(tx, trackId) {
    const [listed] = await rows(tx, "select 1 from tracks where id = ? and status = 'PUBLISHED'", [trackId]);
    if (listed) announce(tx, trackChanged, { trackId });
  },
};
