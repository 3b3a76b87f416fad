import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { ROLES, type Role } from "../../../../access/viewer.js";
import { newId } from "../../../../kernel/ids.js";
import { User } from "../../../base/users/user.entity.js";
import { MaxChars } from "../../../../platform/database/checks.js";

export const ROLE_REQUEST_STATUSES = ["PENDING", "APPROVED", "REJECTED"] as const;
export type RoleRequestStatus = (typeof ROLE_REQUEST_STATUSES)[number];

/** A request for a role above LEARNER, decided once by an admin. An account has at most one pending request. */
@Entity({ tableName: "role_requests" })
@Index({ name: "role_requests_user_index", properties: ["user", "id"] })
@Index({
  name: "role_requests_one_pending",
  expression: "create unique index role_requests_one_pending on role_requests (user_id) where status = 'PENDING'",
})
export class RoleRequest {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => User, { ref: true, index: false, deleteRule: "cascade" })
  user!: Ref<User>;

  @Enum({ items: ROLES })
  role!: Role;

  /** The account's own words. */
  @Property({ type: "text" })
  @MaxChars(1000)
  reason: string = "";

  @Enum({ items: ROLE_REQUEST_STATUSES })
  status: RoleRequestStatus = "PENDING";

  @ManyToOne(() => User, { ref: true, nullable: true, deleteRule: "set null" })
  decidedBy: Ref<User> | null = null;

  @Property({ type: "datetime", nullable: true })
  decidedAt: Date | null = null;

  /** The admin's answer to the account. */
  @Property({ type: "text" })
  @MaxChars(1000)
  comment: string = "";

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()", onUpdate: () => new Date() })
  updatedAt: Date = new Date();
}
