import type { Ref } from "@mikro-orm/core";
import { Entity, Index, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { MaxChars } from "../../../../platform/database/checks.js";
import { Organization } from "../organization.entity.js";
import { DOMAIN_MAX } from "../organization-limits.js";

/** A domain of e-mail addresses. Several organizations may claim it, but only one can have it verified. */
@Entity({ tableName: "organization_domains" })
@Unique({ name: "organization_domains_domain_unique", properties: ["organization", "domain"] })
@Index({
  name: "organization_domains_verified_unique",
  expression: "create unique index organization_domains_verified_unique on organization_domains (domain) where verified_at is not null",
})
@Index({
  name: "organization_domains_check_index",
  expression: "create index organization_domains_check_index on organization_domains (checked_at) where verified_at is not null",
})
export class OrganizationDomain {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => Organization, { ref: true, deleteRule: "cascade", index: false })
  organization!: Ref<Organization>;

  /** Lower-case ASCII, as in addresses. */
  @Property({ type: "text" })
  @MaxChars(DOMAIN_MAX)
  domain!: string;

  /** Expected in the TXT record. */
  @Property({ type: "text" })
  @MaxChars(64)
  token!: string;

  /** Null until the record was found, and again when it was missing for long. */
  @Property({ type: "datetime", nullable: true })
  verifiedAt: Date | null = null;

  /** Of the last answer of the name server. */
  @Property({ type: "datetime", nullable: true })
  checkedAt: Date | null = null;

  /** Since when the record of a verified domain is missing; null while it is there. */
  @Property({ type: "datetime", nullable: true })
  missingSince: Date | null = null;

  /** People who confirm an address of the verified domain become learners. */
  @Property({ type: "boolean", default: false })
  autoJoin: boolean = false;

  /** The organization's single sign-on is for addresses of this domain, once it is verified. */
  @Property({ type: "boolean", default: false })
  singleSignOn: boolean = false;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
