import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { ORGANIZATION_ROLES, type OrganizationRole } from "../../../../access/viewer.js";
import { newId } from "../../../../kernel/ids.js";
import { User } from "../../../base/users/user.entity.js";
import { Organization } from "../organization.entity.js";

export const JOIN_WAYS = ["CREATED", "INVITATION", "LINK", "DOMAIN", "IMPORT", "SSO"] as const;
export type OrganizationJoinWay = (typeof JOIN_WAYS)[number];

@Entity({ tableName: "organization_members" })
@Unique({ name: "organization_members_user_unique", properties: ["organization", "user"] })
@Index({ name: "organization_members_list_index", properties: ["organization", "id"] })
@Index({ name: "organization_members_role_index", properties: ["organization", "role", "id"] })
export class OrganizationMember {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => Organization, { ref: true, deleteRule: "cascade", index: false })
  organization!: Ref<Organization>;

  @ManyToOne(() => User, { ref: true, deleteRule: "cascade", index: true })
  user!: Ref<User>;

  @Enum({ items: ORGANIZATION_ROLES })
  role!: OrganizationRole;

  @Enum({ items: JOIN_WAYS })
  joinedBy!: OrganizationJoinWay;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
