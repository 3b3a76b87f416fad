import type { SignedIn } from "../../../../access/viewer.js";
import { CHANGED_ROWS_MAX, watchChangedRows } from "../../../../graphql/changed-rows-stream.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import { oldestTransaction } from "../../../../platform/database/oldest-transaction.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { readAssignment } from "../../coursework/assignments/assignment.rows.js";
import { COMMENT_COLUMNS, FROM_COMMENTS, visibleComments, type LineCommentRow } from "./line-comment.rows.js";
import { lineCommentsTopic } from "./line-comments.topic.js";

/** A draft is seen from the release of grades. */
const CHANGED_AT = "greatest(c.updated_at, case when c.draft and a.release_at <= now() then a.release_at end)";

/**
 * Runs in the API. The comments that the viewer may see on work for the assignment, then each that is added, shown, changed, answered or
 * deleted. Drafts follow when grades are released.
 */
export async function watchLineComments(
  { db, pubSub, log }: { db: Database; pubSub: PubSub; log: Logger },
  viewer: SignedIn,
  assignmentId: string,
): Promise<AsyncIterableIterator<LineCommentRow>> {
  await readAssignment(db.em.fork(), viewer, assignmentId);
  const sql = `select * from (select ${COMMENT_COLUMNS}, ${CHANGED_AT} as "changedAt" ${FROM_COMMENTS}
    where c.assignment_id = ? and ${CHANGED_AT} >= ? and ${visibleComments(viewer)} order by ${CHANGED_AT} desc limit ${CHANGED_ROWS_MAX}) c
    order by "changedAt"`;
  return watchChangedRows<LineCommentRow & { changedAt: Date }>(assignmentId, {
    ...{ pubSub, log, topic: lineCommentsTopic, from: "all", horizon: () => oldestTransaction(db) },
    read: (since) => rows(db.em.fork(), sql, [viewer.id, assignmentId, since]),
  });
}
