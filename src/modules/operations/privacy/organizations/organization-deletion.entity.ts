import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, Property } from "@mikro-orm/decorators/legacy";
import { User } from "../../../base/users/user.entity.js";
import { ClaimedRow } from "../../../contracts/claimed-row.js";
import { ACCOUNT_DELETION_STATUSES, type AccountDeletionStatus } from "../deletion/account-deletion.entity.js";

/** Deletion of an organization: first a date until which owners can cancel it, then a job. The row outlives the organization. */
@Entity({ tableName: "organization_deletions" })
@Index({ name: "organization_deletions_organization_index", properties: ["organizationId", "id"] })
@Index({
  name: "organization_deletions_one_open",
  expression:
    "create unique index organization_deletions_one_open on organization_deletions (organization_id) where status in ('SCHEDULED', 'RUNNING')",
})
@Index({
  name: "organization_deletions_due_index",
  expression: "create index organization_deletions_due_index on organization_deletions (due_at) where status in ('SCHEDULED', 'RUNNING')",
})
export class OrganizationDeletion extends ClaimedRow {
  @Property({ type: "uuid" })
  organizationId!: string;

  /** Who asked for it. */
  @ManyToOne(() => User, { ref: true, index: true, deleteRule: "restrict" })
  user!: Ref<User>;

  @Enum({ items: ACCOUNT_DELETION_STATUSES })
  status: AccountDeletionStatus = "SCHEDULED";

  /** When the deletion starts; it can be cancelled until then. */
  @Property({ type: "datetime" })
  dueAt!: Date;
}
