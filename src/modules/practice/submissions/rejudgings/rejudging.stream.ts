import { createRowStream, type RowStream } from "../../../contracts/row-stream.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { FROM_REJUDGINGS, REJUDGING_COLUMNS, type RejudgingRow } from "./rejudging.rows.js";
import { rejudgingTopic } from "./rejudging.topic.js";

export interface RejudgingStreams {
  /** The set as it is, then each change. Ends when it is applied or cancelled. */
  watch: RowStream<RejudgingRow>;
}

export function createRejudgingStreams({ db, pubSub, log }: { db: Database; pubSub: PubSub; log: Logger }): RejudgingStreams {
  return {
    watch: createRowStream<RejudgingRow>({
      pubSub,
      log,
      topic: rejudgingTopic,
      read: async (id) =>
        (await rows<RejudgingRow>(db.em.fork(), `select ${REJUDGING_COLUMNS} ${FROM_REJUDGINGS} where r.id = ?`, [id]))[0],
      isFinal: ({ status }) => status === "APPLIED" || status === "CANCELLED",
    }),
  };
}
