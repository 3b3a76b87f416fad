import { rows, type Database } from "../../platform/database/database.js";

/** The right to work on a row until its lease expires. */
export interface Claim {
  id: string;
  userId: string;
  /** Number of the claim. Every write includes it and is rejected after a later claim. */
  attempt: number;
}

/**
 * Rows of long-running work, each claimed by one worker at a time. Every change is one conditional statement on the
 * database's clock.
 */
export interface Claims<C extends Claim = Claim> {
  /** Due rows without an active claim. */
  waiting(limit: number): Promise<string[]>;
  /** Null if the row is not due or is claimed by another worker. */
  take(id: string): Promise<C | null>;
  /** Extends the lease and stores the progress. False if the claim is lost. */
  renew(claim: Claim, progress?: Progress): Promise<boolean>;
  /** Releases the claim. Any worker may take the row after `waitMs`. */
  giveBack(claim: Claim, waitMs: number): Promise<void>;
}

export interface Progress {
  done: number;
  total: number;
}

/** How long a dead worker blocks its row. */
const LEASE = "interval '15 seconds'";

const IS_DUE = `due_at <= now() and (leased_until is null or leased_until < now())`;

/** A table of ClaimedRows with the columns `user_id`, `status` and `due_at`; `done` and `total` too if its work reports progress. */
export interface ClaimedTable {
  name:
    | "ai_requests"
    | "data_exports"
    | "account_deletions"
    | "organization_exports"
    | "organization_deletions"
    | "test_set_builds"
    | "verifications"
    | "package_imports"
    | "track_imports";
  /** Status before the first claim. */
  waiting: "QUEUED" | "SCHEDULED";
  /** Status of released rows. */
  givenBack: "QUEUED" | "RUNNING";
}

export function createClaims(db: Database, { name: table, waiting, givenBack }: ClaimedTable): Claims {
  const run = <T extends object>(sql: string, params: readonly unknown[]) => rows<T>(db.em.fork(), sql, params);
  // Literals, so that the planner can use the partial index on these statuses.
  const due = `status in ('${waiting}', 'RUNNING') and ${IS_DUE}`;
  return {
    async waiting(limit) {
      const found = await run<{ id: string }>(`select id from ${table} where ${due} order by due_at limit ?`, [limit]);
      return found.map(({ id }) => id);
    },

    async take(id) {
      const [claim] = await run<Claim>(
        `update ${table} set status = 'RUNNING', attempt = attempt + 1, leased_until = now() + ${LEASE} where id = ? and ${due}
         returning id, user_id as "userId", attempt`,
        [id],
      );
      return claim ?? null;
    },

    async renew({ id, attempt }, progress) {
      const kept = await run(
        `update ${table} set leased_until = now() + ${LEASE}${progress ? ", done = ?, total = ?" : ""}
         where id = ? and attempt = ? and status = 'RUNNING' returning 1`,
        [...(progress ? [progress.done, progress.total] : []), id, attempt],
      );
      return kept.length > 0;
    },

    async giveBack({ id, attempt }, waitMs) {
      await run(
        `update ${table} set status = '${givenBack}', leased_until = null, due_at = now() + ? * interval '1 millisecond'
         where id = ? and attempt = ? and status = 'RUNNING' returning 1`,
        [waitMs, id, attempt],
      );
    },
  };
}
