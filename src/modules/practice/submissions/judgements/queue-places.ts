import { rows, type EntityManager } from "../../../../platform/database/database.js";

export interface QueuePlace {
  /** 1 is next. */
  position: number;
  /** Recent average duration of a judgement, in milliseconds; null before the first one. */
  typicalMs: number | null;
}

const RECENT = 50;

/** Queue positions by judgement id, in one statement. Judgements no longer queued are absent. */
export async function readQueuePlaces(em: EntityManager, judgementIds: readonly string[]): Promise<Map<string, QueuePlace>> {
  const found = await rows<QueuePlace & { id: string }>(
    em,
    `select id, position,
       (select avg(extract(epoch from finished_at - started_at) * 1000)::int
        from (select started_at, finished_at from judgements where started_at is not null and finished_at is not null order by id desc limit ${RECENT}) recent) as "typicalMs"
     from (select id, row_number() over (order by round, queued_at, id)::int as position from judgements where status = 'QUEUED') queue
     where id = any(?::uuid[])`,
    [`{${judgementIds.join(",")}}`],
  );
  return new Map(found.map(({ id, ...place }) => [id, place]));
}
