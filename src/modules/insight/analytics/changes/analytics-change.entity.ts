import { Entity, Enum, Index, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { AtLeast, MaxChars } from "../../../../platform/database/checks.js";

/** What has to be computed again. ACTIVE_DAY: who was active on a day. REBUILD: everything; the key is how far it is. */
export const CHANGE_KINDS = ["SUBMISSION", "PROBLEM", "TRACK", "DAY", "ACTIVE_DAY", "REBUILD"] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/**
 * A change of rows that figures are made of. Triggers of the database write it in the transaction of the change, and the refresh removes it in
 * the transaction that writes the new figures: no change by the API, a worker or an erasure is lost. Rows are only inserted, so writers do not block each other.
 */
@Entity({ tableName: "analytics_changes" })
@Index({ name: "analytics_changes_kind_index", properties: ["kind", "key"] })
export class AnalyticsChange {
  @PrimaryKey({ type: "bigint", autoincrement: true })
  @AtLeast(1)
  id!: string;

  @Enum({ items: CHANGE_KINDS })
  kind!: ChangeKind;

  /** An id, or a day (UTC) as YYYY-MM-DD. */
  @Property({ type: "text" })
  @MaxChars(60)
  key!: string;

  @Property({ type: "datetime", defaultRaw: "now()" })
  at: Date = new Date();

  /** Set when its computation failed: other changes go first until then. */
  @Property({ type: "datetime", nullable: true })
  retryAt: Date | null = null;
}
