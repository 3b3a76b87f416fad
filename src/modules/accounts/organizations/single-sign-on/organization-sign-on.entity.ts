import type { Ref } from "@mikro-orm/core";
import { Check, Entity, Enum, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { ORGANIZATION_ROLES, type OrganizationRole } from "../../../../access/viewer.js";
import { newId } from "../../../../kernel/ids.js";
import { AtLeast, MaxChars } from "../../../../platform/database/checks.js";
import { Organization } from "../organization.entity.js";
import { CLIENT_ID_MAX, ISSUER_MAX } from "../organization-limits.js";

/**
 * Single sign-on of an organization by OpenID Connect. It applies to those of its verified domains that have `singleSignOn` set: a domain that is
 * removed or no longer verified has none. Changes under the lock of the organization's row.
 */
@Entity({ tableName: "organization_sign_ons" })
@Unique({ name: "organization_sign_ons_organization_unique", properties: ["organization"] })
@Check({ name: "organization_sign_ons_owner_check", expression: "default_role <> 'OWNER'" })
export class OrganizationSignOn {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => Organization, { ref: true, deleteRule: "cascade", index: false })
  organization!: Ref<Organization>;

  /** As the provider's documents and tokens have it. */
  @Property({ type: "text" })
  @MaxChars(ISSUER_MAX)
  issuer!: string;

  @Property({ type: "text" })
  @MaxChars(CLIENT_ID_MAX)
  clientId!: string;

  /** The client secret, encrypted with a key from TOKEN_SECRET; null for a public client. */
  @Property({ type: "text", nullable: true })
  sealedSecret: string | null = null;

  /** Of new members. */
  @Enum({ items: ORGANIZATION_ROLES, default: "LEARNER" })
  defaultRole: OrganizationRole = "LEARNER";

  @Property({ type: "boolean", default: true })
  enabled: boolean = true;

  /** Members with an address of these domains, owners excepted, sign in no other way. */
  @Property({ type: "boolean", default: false })
  enforced: boolean = false;

  /** Last test without faults since the last change. */
  @Property({ type: "datetime", nullable: true })
  testedAt: Date | null = null;

  @Property({ type: "integer", default: 1 })
  @AtLeast(1)
  version: number = 1;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()", onUpdate: () => new Date() })
  updatedAt: Date = new Date();
}
