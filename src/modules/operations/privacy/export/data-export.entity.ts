import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, Property } from "@mikro-orm/decorators/legacy";
import { User } from "../../../base/users/user.entity.js";
import { ClaimedRow } from "../../../contracts/claimed-row.js";

export const DATA_EXPORT_STATUSES = ["QUEUED", "RUNNING", "READY", "FAILED", "EXPIRED"] as const;
export type DataExportStatus = (typeof DATA_EXPORT_STATUSES)[number];

/** An archive of an account's data, finished or in progress. The row is the outbox of its job. */
@Entity({ tableName: "data_exports" })
@Index({ name: "data_exports_user_index", properties: ["user", "id"] })
@Index({
  name: "data_exports_one_open",
  expression: "create unique index data_exports_one_open on data_exports (user_id) where status in ('QUEUED', 'RUNNING')",
})
@Index({
  name: "data_exports_due_index",
  expression: "create index data_exports_due_index on data_exports (due_at) where status in ('QUEUED', 'RUNNING')",
})
@Index({
  name: "data_exports_expiry_index",
  expression: "create index data_exports_expiry_index on data_exports (expires_at) where status = 'READY'",
})
export class DataExport extends ClaimedRow {
  @ManyToOne(() => User, { ref: true, index: false, deleteRule: "cascade" })
  user!: Ref<User>;

  @Enum({ items: DATA_EXPORT_STATUSES })
  status: DataExportStatus = "QUEUED";

  /** A worker may claim it from this time on. */
  @Property({ type: "datetime", defaultRaw: "now()" })
  dueAt: Date = new Date();

  /** Size of the archive. */
  @Property({ type: "double", nullable: true })
  sizeBytes: number | null = null;

  /** When the archive is removed. */
  @Property({ type: "datetime", nullable: true })
  expiresAt: Date | null = null;
}
