import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { TYPICAL_MS } from "./queue-room.js";

export interface QueuePlace {
  /** 1 is next. */
  position: number;
  /** Recent average duration of a judgement, in milliseconds; null before the first one. */
  typicalMs: number | null;
}

/** Queue positions by judgement id, in one statement. Judgements no longer queued are absent. */
export async function readQueuePlaces(em: EntityManager, judgementIds: readonly string[]): Promise<Map<string, QueuePlace>> {
  const found = await rows<QueuePlace & { id: string }>(
    em,
    `select id, position,
       ${TYPICAL_MS} as "typicalMs"
     from (select id, row_number() over (order by round, queued_at, id)::int as position from judgements where status = 'QUEUED') queue
     where id = any(?::uuid[])`,
    [`{${judgementIds.join(",")}}`],
  );
  return new Map(found.map(({ id, ...place }) => [id, place]));
}
