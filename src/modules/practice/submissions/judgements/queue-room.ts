import { AppError } from "../../../../kernel/errors.js";
import { MINUTE_MS, SECOND_MS } from "../../../../kernel/units.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import type { JudgeStateService } from "./judge-state.service.js";

const RECENT = 50;

/** SQL: recent average duration of a judgement, in milliseconds; null before the first one. */
export const TYPICAL_MS = `(select avg(extract(epoch from finished_at - started_at) * 1000)::int
  from (select started_at, finished_at from judgements where started_at is not null and finished_at is not null order by id desc limit ${RECENT}) recent)`;

/** Share of a full queue that drains before a refused client comes back. */
const DRAINED = 0.1;

/** Throws QUEUE_FULL if `limit` or more are waiting. The time to wait follows from recent judging and the live workers. */
export async function expectRoom(
  em: EntityManager,
  { slots }: Pick<JudgeStateService, "slots">,
  { waiting, limit, what }: { waiting: number; limit: number; what: string },
): Promise<void> {
  if (waiting < limit) return;
  const [[recent], workers] = await Promise.all([
    rows<{ typicalMs: number | null }>(em, `select ${TYPICAL_MS} as "typicalMs"`),
    slots().catch(() => 0),
  ]);
  const drainMs = workers === 0 ? MINUTE_MS : ((recent?.typicalMs ?? SECOND_MS) * limit * DRAINED) / workers;
  const retryAfterMs = Math.round(Math.min(MINUTE_MS, Math.max(SECOND_MS, drainMs)));
  throw new AppError("QUEUE_FULL", `The judge's queue is full: ${what} are taken again when it is shorter. Nothing was stored.`, {
    retryAfterMs,
  });
}
