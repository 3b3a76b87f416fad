import { catalogChanged } from "../../../../events/catalog-changed.event.js";
import { rows } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { Authored } from "../../../contracts/authored.js";
import { CATALOG } from "../list/catalog.js";

export const problemAuthored: Authored = {
  kind: "problem",
  type: "Problem",
  table: "problems",
  owner: "author_id",
  coAuthors: { table: "problem_co_authors", column: "problem_id" },
  inOrganizations: true,
  async changed(tx, problemId, { readCache }) {
    const [listed] = await rows(tx, "select 1 from problems where id = ? and status = 'PUBLISHED'", [problemId]);
    if (!listed) return;
    announce(tx, catalogChanged, { problemId });
    tx.afterCommit(() => readCache.forget(CATALOG));
  },
};
