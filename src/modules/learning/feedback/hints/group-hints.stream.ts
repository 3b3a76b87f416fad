import type { SignedIn } from "../../../../access/viewer.js";
import { CHANGED_ROWS_MAX, watchChangedRows } from "../../../../graphql/changed-rows-stream.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import { oldestTransaction } from "../../../../platform/database/oldest-transaction.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { FROM_HINTS, HINT_COLUMNS, type GroupHintRow } from "./group-hint.rows.js";
import { groupHintsTopic } from "./group-hints.topic.js";

const CHANGED_AT = "greatest(h.updated_at, w.joined_at)";
const OWN = `select * from (select ${HINT_COLUMNS}, ${CHANGED_AT} as "changedAt" ${FROM_HINTS}
  join (select group_id, max(joined_at) as joined_at from wrong_answers where user_id = ? group by group_id) w on w.group_id = g.id
  where ${CHANGED_AT} >= ? order by ${CHANGED_AT} desc limit ${CHANGED_ROWS_MAX}) h order by "changedAt"`;

/** Runs in the API. Hints for groups that the viewer has answers in, then each that is given, changed, withdrawn or gets another answer. */
export function watchGroupHints(
  { db, pubSub, log }: { db: Database; pubSub: PubSub; log: Logger },
  viewer: SignedIn,
): Promise<AsyncIterableIterator<GroupHintRow>> {
  return watchChangedRows<GroupHintRow & { changedAt: Date }>(viewer.id, {
    ...{ pubSub, log, topic: groupHintsTopic, from: "all", horizon: () => oldestTransaction(db) },
    read: (since) => rows(db.em.fork(), OWN, [viewer.id, since]),
  });
}
