import type { Ref } from "@mikro-orm/core";
import { Check, Entity, Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { ORGANIZATION_ROLES, type OrganizationRole } from "../../../../access/viewer.js";
import { newId } from "../../../../kernel/ids.js";
import { AtLeast, MaxChars } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";
import { Organization } from "../organization.entity.js";
import { LINK_CODE_LENGTH } from "./link-code.js";

/** To an address, or a link for everyone who has its code. Removed when it is used up or revoked. */
@Entity({ tableName: "organization_invitations" })
@Check({ name: "organization_invitations_kind_check", expression: "(email is null) <> (code is null)" })
// A code may leak: it never makes anybody a manager.
@Check({ name: "organization_invitations_link_role_check", expression: "code is null or role = 'LEARNER' or role = 'INSTRUCTOR'" })
@Check({ name: "organization_invitations_uses_check", expression: "use_count <= use_limit" })
@Unique({ name: "organization_invitations_email_unique", properties: ["organization", "email"] })
@Index({ name: "organization_invitations_list_index", properties: ["organization", "id"] })
@Index({ name: "organization_invitations_email_index", properties: ["email"] })
@Index({ name: "organization_invitations_expires_index", properties: ["expiresAt"] })
export class OrganizationInvitation {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => Organization, { ref: true, deleteRule: "cascade", index: false })
  organization!: Ref<Organization>;

  @Enum({ items: ORGANIZATION_ROLES })
  role!: OrganizationRole;

  /** Lower case. Null for a link. */
  @Property({ type: "text", nullable: true })
  @MaxChars(254)
  email: string | null = null;

  /** Null for a mail. */
  @Property({ type: "text", nullable: true })
  @Unique({ name: "organization_invitations_code_unique" })
  @MaxChars(LINK_CODE_LENGTH)
  code: string | null = null;

  /** Of a link; null: unlimited. */
  @Property({ type: "integer", nullable: true })
  @AtLeast(1)
  useLimit: number | null = null;

  @Property({ type: "integer", default: 0 })
  @AtLeast(0)
  useCount: number = 0;

  @Property({ type: "datetime" })
  expiresAt!: Date;

  @ManyToOne(() => User, { ref: true, nullable: true, index: true, deleteRule: "set null" })
  invitedBy: Ref<User> | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
