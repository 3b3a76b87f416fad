import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, Property } from "@mikro-orm/decorators/legacy";
import { Organization } from "../../../accounts/organizations/organization.entity.js";
import { User } from "../../../base/users/user.entity.js";
import { ClaimedRow } from "../../../contracts/claimed-row.js";
import { DATA_EXPORT_STATUSES, type DataExportStatus } from "../export/data-export.entity.js";

/** An archive of an organization's data, finished or in progress. The row is the outbox of its job. */
@Entity({ tableName: "organization_exports" })
@Index({ name: "organization_exports_organization_index", properties: ["organization", "id"] })
@Index({
  name: "organization_exports_one_open",
  expression:
    "create unique index organization_exports_one_open on organization_exports (organization_id) where status in ('QUEUED', 'RUNNING')",
})
@Index({
  name: "organization_exports_due_index",
  expression: "create index organization_exports_due_index on organization_exports (due_at) where status in ('QUEUED', 'RUNNING')",
})
@Index({
  name: "organization_exports_expiry_index",
  expression: "create index organization_exports_expiry_index on organization_exports (expires_at) where status = 'READY'",
})
export class OrganizationExport extends ClaimedRow {
  @ManyToOne(() => Organization, { ref: true, index: false, deleteRule: "cascade" })
  organization!: Ref<Organization>;

  /** Who asked for it. */
  @ManyToOne(() => User, { ref: true, index: true, deleteRule: "restrict" })
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
