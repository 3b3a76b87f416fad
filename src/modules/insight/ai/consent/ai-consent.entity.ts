import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, Property } from "@mikro-orm/decorators/legacy";
import { Organization } from "../../../accounts/organizations/organization.entity.js";
import { User } from "../../../base/users/user.entity.js";

/** The account agrees that its texts and code go to the AI provider. Removed when it no longer does. */
@Entity({ tableName: "ai_consents" })
export class AiConsent {
  @ManyToOne(() => User, { primary: true, ref: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @Property({ type: "datetime", defaultRaw: "now()" })
  givenAt: Date = new Date();
}

/** The organization has switched AI off for its members and its content. */
@Entity({ tableName: "organizations_without_ai" })
export class OrganizationWithoutAi {
  @ManyToOne(() => Organization, { primary: true, ref: true, deleteRule: "cascade" })
  organization!: Ref<Organization>;

  @Property({ type: "datetime", defaultRaw: "now()" })
  since: Date = new Date();
}
