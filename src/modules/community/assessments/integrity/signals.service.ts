import type { SignedIn } from "../../../../access/viewer.js";
import { AppError } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { MINUTE_MS } from "../../../../kernel/units.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import type { RateLimiter } from "../../../../platform/redis/rate-limit.js";
import { SIGNAL_LIMITS } from "../assessment-limits.js";
import { readOwnCandidate } from "../candidates/candidate.rows.js";
import { lockSitting } from "../sitting/lock-sitting.js";
import type { AssessmentSignalInput } from "./signal.input.js";

export interface SignalsService {
  /** Repeating a batch changes nothing. Beyond the limit of a sitting, signals are only counted. CONFLICT unless the sitting is open. */
  report(viewer: SignedIn, batch: string, signals: readonly AssessmentSignalInput[]): Promise<void>;
}

const RATE = { name: "assessment-signals", most: SIGNAL_LIMITS.callsPerMinute, windowMs: MINUTE_MS };

export function createSignalsService({ db, limiter }: { db: Database; limiter: RateLimiter }): SignalsService {
  return {
    async report(viewer, batch, signals) {
      const refused = await limiter.take(RATE, viewer.id);
      if (refused) throw new AppError("RATE_LIMITED", `At most ${RATE.most} reports a minute: collect signals.`, refused);
      await db.transaction(async (tx) => {
        const { id } = await readOwnCandidate(tx, viewer);
        const sitting = await lockSitting(tx, id);
        if (sitting?.status !== "OPEN" || sitting.expired) throw new AppError("CONFLICT", "This sitting is not open.");
        const [known] = await rows<{ count: number; repeated: boolean }>(
          tx,
          `select count(*)::int as count, coalesce(bool_or(batch = ?), false) as repeated from assessment_signals where sitting_id = ?`,
          [batch, sitting.id],
        );
        if (known!.repeated) return;
        const room = Math.max(0, SIGNAL_LIMITS.sitting - known!.count);
        const kept = signals.slice(0, room).map((signal, index) => ({ ...signal, id: newId(), number: index + 1 }));
        await tx.execute(
          `insert into assessment_signals (id, sitting_id, batch, number, kind, task, chars, duration_ms, at)
           select given.id, s.id, ?, given.number, given.kind, t.position, case when given.kind = 'PASTE' then coalesce(given.chars, 0) end,
             case when given.kind = 'FOCUS_LOST' then coalesce(given."durationMs", 0) end,
             greatest(s.started_at, clock_timestamp() - coalesce(given."agoMs", 0) * interval '1 millisecond')
           from jsonb_to_recordset(?::jsonb) as given (id uuid, number int, kind text, position int, chars int, "durationMs" int, "agoMs" int)
             join assessment_sittings s on s.id = ? left join assessment_tasks t on t.sitting_id = s.id and t.position = given.position`,
          [batch, JSON.stringify(kept), sitting.id],
        );
        if (kept.length < signals.length)
          await tx.execute("update assessment_sittings set signals_dropped = signals_dropped + ? where id = ?", [
            signals.length - kept.length,
            sitting.id,
          ]);
      });
    },
  };
}
