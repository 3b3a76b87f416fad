import type { LoaderFactory } from "../../../../graphql/context.js";
import { connectionsByParent, type PageOfParent } from "../../../../graphql/connections-by-parent.js";
import type { KeysetOrder } from "../../../../graphql/keyset-list.js";
import type { Connection } from "../../../../graphql/pagination.js";

export interface RevisionRow {
  version: number;
  title: string | null;
  body: string;
  createdAt: Date;
}

const NEWEST_FIRST: KeysetOrder<RevisionRow> = {
  name: "version",
  columns: [{ sql: "v.version", direction: "desc", cast: "int" }],
  key: ({ version }) => [version],
};

/** Earlier texts of a post that the viewer sees: none of one that is removed or deleted. */
export const revisionsOfPost: LoaderFactory<PageOfParent, Connection<RevisionRow>> = ({ em }) =>
  connectionsByParent<RevisionRow>(em, {
    select: `v.version, v.title, v.body, v.created_at as "createdAt"`,
    from: "from forum_post_revisions v join forum_posts p on p.id = v.post_id",
    conditions: [{ sql: "p.state not in ('REMOVED', 'DELETED')", params: [] }],
    parent: "v.post_id",
    order: NEWEST_FIRST,
  });
