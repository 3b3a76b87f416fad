import type { RequestContext } from "../../../../graphql/context.js";
import { toConnection } from "../../../../graphql/keyset-list.js";
import { nodeLoader } from "../../../../graphql/node.js";
import type { Connection } from "../../../../graphql/pagination.js";
import { NEWEST_FIRST, type ActivityRow } from "../entries/activity.rows.js";
import type { ActivityKind } from "../kinds/activity-kind.js";
import { kindNamed } from "../kinds/kinds.js";
import type { RawPage } from "./feeds.js";

/** An entry with its subject, as the viewer may see it. */
export interface ShownActivity extends ActivityRow {
  kindOf: ActivityKind;
  /** With its `__typename`; null if the kind has no subject. */
  subject: (object & { title: string }) | null;
}

/**
 * The entries in their order; null for those whose subject is gone or hidden from the viewer, and for kinds that no longer exist. Reads
 * the subjects through the lookups of their types: a few statements per type, however many entries.
 */
export function showAll(context: RequestContext, entries: readonly ActivityRow[]): Promise<(ShownActivity | null)[]> {
  return Promise.all(
    entries.map(async (entry) => {
      const kindOf = kindNamed(entry.kind);
      if (!kindOf) return null;
      if (!kindOf.subject) return { ...entry, kindOf, subject: null };
      const key = entry.subjectId;
      const subject = key === null ? null : await context.loader(nodeLoader).load({ type: kindOf.subject, key });
      return subject && { ...entry, kindOf, subject: subject as ShownActivity["subject"] };
    }),
  );
}

/**
 * The page without entries that are not shown: it may have fewer than requested. Its cursors are those of the stored page, so that the
 * next one continues behind all that was read.
 */
export async function showPage(context: RequestContext, { found, page, total }: RawPage): Promise<Connection<ShownActivity>> {
  const stored = toConnection(found, page, NEWEST_FIRST, (row) => row, total);
  const shown = await showAll(
    context,
    stored.edges.map(({ node }) => node),
  );
  const edges = stored.edges.flatMap(({ cursor }, index) => (shown[index] ? [{ cursor, node: shown[index] }] : []));
  return { ...stored, edges, nodes: () => edges.map(({ node }) => node) };
}
