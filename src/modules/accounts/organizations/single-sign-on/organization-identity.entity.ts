import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { MaxChars } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";
import { Organization } from "../organization.entity.js";
import { ISSUER_MAX, SUBJECT_MAX } from "../organization-limits.js";

/**
 * An identity at the provider of an organization. Separate from `linked_providers`: an organization chooses its issuer, and must not sign in to an
 * account through anything but its own links. It ends with the membership.
 */
@Entity({ tableName: "organization_identities" })
@Unique({ name: "organization_identities_identity_unique", properties: ["organization", "issuer", "subject"] })
@Unique({ name: "organization_identities_user_unique", properties: ["organization", "user"] })
export class OrganizationIdentity {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => Organization, { ref: true, deleteRule: "cascade", index: false })
  organization!: Ref<Organization>;

  @ManyToOne(() => User, { ref: true, deleteRule: "cascade", index: true })
  user!: Ref<User>;

  @Property({ type: "text" })
  @MaxChars(ISSUER_MAX)
  issuer!: string;

  /** The provider's permanent identifier of the person. */
  @Property({ type: "text" })
  @MaxChars(SUBJECT_MAX)
  subject!: string;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()" })
  lastUsedAt: Date = new Date();
}
