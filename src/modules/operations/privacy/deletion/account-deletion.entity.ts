import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, Property } from "@mikro-orm/decorators/legacy";
import { User } from "../../../base/users/user.entity.js";
import { ClaimedRow } from "../../../contracts/claimed-row.js";
import { MaxChars } from "../../../../platform/database/checks.js";

export const ACCOUNT_DELETION_STATUSES = ["SCHEDULED", "RUNNING", "DONE", "CANCELLED"] as const;
export type AccountDeletionStatus = (typeof ACCOUNT_DELETION_STATUSES)[number];

/** Deletion of an account: first a date until which it can be cancelled, then a job. An account has at most one open deletion. */
@Entity({ tableName: "account_deletions" })
@Index({ name: "account_deletions_user_index", properties: ["user", "id"] })
@Index({
  name: "account_deletions_one_open",
  expression: "create unique index account_deletions_one_open on account_deletions (user_id) where status in ('SCHEDULED', 'RUNNING')",
})
@Index({
  name: "account_deletions_due_index",
  expression: "create index account_deletions_due_index on account_deletions (due_at) where status in ('SCHEDULED', 'RUNNING')",
})
export class AccountDeletion extends ClaimedRow {
  @ManyToOne(() => User, { ref: true, index: false, deleteRule: "cascade" })
  user!: Ref<User>;

  /** The account itself or an admin. */
  @ManyToOne(() => User, { ref: true, index: true, deleteRule: "restrict" })
  requestedBy!: Ref<User>;

  /** The admin's words; empty if the account itself requested it. */
  @Property({ type: "text", default: "" })
  @MaxChars(1000)
  reason: string = "";

  @Enum({ items: ACCOUNT_DELETION_STATUSES })
  status: AccountDeletionStatus = "SCHEDULED";

  /** When the deletion starts; it can be cancelled until then. */
  @Property({ type: "datetime" })
  dueAt!: Date;
}
