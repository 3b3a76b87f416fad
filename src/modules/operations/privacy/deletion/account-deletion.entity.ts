import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { User } from "../../../base/users/user.entity.js";
import { MaxChars } from "../../../../platform/database/checks.js";

export const ACCOUNT_DELETION_STATUSES = ["SCHEDULED", "RUNNING", "DONE", "CANCELLED"] as const;
export type AccountDeletionStatus = (typeof ACCOUNT_DELETION_STATUSES)[number];

/** The end of an account: first a date, until which it can be called off, then a job. An account has at most one open one. */
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
export class AccountDeletion {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => User, { ref: true, index: false, deleteRule: "cascade" })
  user!: Ref<User>;

  /** The account itself, or an admin. */
  @ManyToOne(() => User, { ref: true, index: true, deleteRule: "restrict" })
  requestedBy!: Ref<User>;

  /** In the admin's words; empty where the account itself asked. */
  @Property({ type: "text", default: "" })
  @MaxChars(1000)
  reason: string = "";

  @Enum({ items: ACCOUNT_DELETION_STATUSES })
  status: AccountDeletionStatus = "SCHEDULED";

  /** On the database's clock. */
  @Property({ type: "datetime" })
  dueAt!: Date;

  /** Raised by each claim. */
  @Property({ type: "integer" })
  attempt: number = 0;

  /** Until when the claim is respected. */
  @Property({ type: "datetime", nullable: true })
  leasedUntil: Date | null = null;

  /** Kinds of data that are gone, and that there are. */
  @Property({ type: "integer" })
  done: number = 0;

  @Property({ type: "integer" })
  total: number = 0;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", nullable: true })
  finishedAt: Date | null = null;
}
