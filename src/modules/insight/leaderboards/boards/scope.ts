import type { RequestContext } from "../../../../graphql/context.js";
import type { EntityManager } from "../../../../platform/database/database.js";

/** The id of scopes that have a single board. */
export const NO_SCOPE_ID = "";

/** Whose XP for what is compared. A new scope is one file and one line in scopes.ts. */
export interface LeaderboardScope {
  /** Value of the enum of the schema. */
  name: string;
  description: string;
  /** GraphQL type of the object that `scopeId` names; null if there is a single board. */
  type: string | null;
  /** NOT_FOUND if there is no such object, or the viewer may not see it. */
  check(context: RequestContext, id: string): Promise<void>;
  /** Ids of the boards that these accounts may be on; all boards if that is not known. */
  boards(em: EntityManager, userIds: readonly string[]): Promise<string[]>;
  /** Ids of the boards that new XP for these topics changes, of those where the account has XP. Absent: all of them. */
  changedBy?(topicIds: readonly string[]): readonly string[];
  /** Those of the accounts that belong to a board now. Absent if XP alone decides. */
  present?(em: EntityManager, id: string, userIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** SQL that selects `user_id`, `scope_id` (text), `points` and `earned_at`, the lines of the ledger `e` that count; ends with its `from`. */
  entries: string;
  /** Condition on what `entries` joins that an entry counts for the board whose id is its only parameter; for an index. */
  ofBoard?: string;
  /** The same with sums over all time, if there is a table of them; `earned_at` may be null. */
  totals?: string;
}
