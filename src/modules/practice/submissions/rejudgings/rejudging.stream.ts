import { watchRow } from "../../../../graphql/row-stream.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { FROM_REJUDGINGS, REJUDGING_COLUMNS, type RejudgingRow } from "./rejudging.rows.js";
import { rejudgingTopic } from "./rejudging.topic.js";

export interface RejudgingStreams {
  /** The set as it is, then each change. Ends when it is applied or cancelled. */
  watch(id: string): Promise<AsyncIterableIterator<RejudgingRow>>;
}

export function createRejudgingStreams({ db, pubSub, log }: { db: Database; pubSub: PubSub; log: Logger }): RejudgingStreams {
  const read = async (id: string) =>
    (await rows<RejudgingRow>(db.em.fork(), `select ${REJUDGING_COLUMNS} ${FROM_REJUDGINGS} where r.id = ?`, [id]))[0];
  const isFinal = ({ status }: RejudgingRow) => status === "APPLIED" || status === "CANCELLED";
  return { watch: (id) => watchRow(id, { pubSub, log, topic: rejudgingTopic, read, isFinal }) };
}
