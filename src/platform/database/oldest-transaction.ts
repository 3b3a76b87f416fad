import { SECOND_MS } from "../../kernel/units.js";
import { rows, type Database } from "./database.js";

/** An older answer is earlier, which readers may rely on as well. */
const KEPT_MS = SECOND_MS;

/** `now()` of a transaction is `xact_start`. Shows the sessions of the program's own database role. */
const OLDEST = `select coalesce(min(xact_start), now()) as at from pg_stat_activity
  where datname = current_database() and backend_type = 'client backend'`;

const known = new WeakMap<Database, { readAt: number; answer: Promise<Date> }>();

/**
 * When the oldest open transaction began; now if there is none. All rows that a later reader does not see yet have a `now()` from then on, so
 * a reader who continues there misses none, however long a transaction stays open. Asked at most once a second per process.
 */
export function oldestTransaction(db: Database): Promise<Date> {
  const last = known.get(db);
  if (last && performance.now() - last.readAt < KEPT_MS) return last.answer;
  const answer = rows<{ at: Date }>(db.em.fork(), OLDEST).then(([found]) => found!.at);
  known.set(db, { readAt: performance.now(), answer });
  answer.catch(() => known.delete(db));
  return answer;
}
