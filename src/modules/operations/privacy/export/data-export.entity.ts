import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { User } from "../../../base/users/user.entity.js";

export const DATA_EXPORT_STATUSES = ["QUEUED", "RUNNING", "READY", "FAILED", "EXPIRED"] as const;
export type DataExportStatus = (typeof DATA_EXPORT_STATUSES)[number];

/** An archive of an account's data, finished or in progress. The row is the outbox of its job; timestamps use the database's clock. */
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
export class DataExport {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => User, { ref: true, index: false, deleteRule: "cascade" })
  user!: Ref<User>;

  @Enum({ items: DATA_EXPORT_STATUSES })
  status: DataExportStatus = "QUEUED";

  /** A worker may claim it from this time on. */
  @Property({ type: "datetime", defaultRaw: "now()" })
  dueAt: Date = new Date();

  /** Incremented by each claim. Part of the archive's key, so that claims do not overwrite each other's archives. */
  @Property({ type: "integer" })
  attempt: number = 0;

  /** Expiry of the claim. */
  @Property({ type: "datetime", nullable: true })
  leasedUntil: Date | null = null;

  /** Objects and files archived so far, and in total. */
  @Property({ type: "integer" })
  done: number = 0;

  @Property({ type: "integer" })
  total: number = 0;

  /** Size of the archive. */
  @Property({ type: "double", nullable: true })
  sizeBytes: number | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", nullable: true })
  finishedAt: Date | null = null;

  /** When the archive is removed. */
  @Property({ type: "datetime", nullable: true })
  expiresAt: Date | null = null;
}
