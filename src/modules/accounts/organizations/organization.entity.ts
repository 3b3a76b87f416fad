import type { Ref } from "@mikro-orm/core";
import { Check, Entity, Enum, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../kernel/ids.js";
import { AtLeast, Between, MaxChars } from "../../../platform/database/checks.js";
import type { Rendition } from "../../base/storage/stored-file.entity.js";
import { User } from "../../base/users/user.entity.js";
import { DESCRIPTION_MAX, NAME_MAX, REASON_MAX, SEAT_LIMIT_MAX, SLUG_MAX, WEBSITE_MAX } from "./organization-limits.js";

/** SUSPENDED: by admins, or because no owner is left. ARCHIVED: by its owner. Both are read-only. */
export const ORGANIZATION_STATES = ["ACTIVE", "SUSPENDED", "ARCHIVED"] as const;
export type OrganizationState = (typeof ORGANIZATION_STATES)[number];

/**
 * A company or school. Each member takes a seat. The function `organization_seats(id, seat_limit)` of the database is the limit: what admins
 * set, and what its entitlements `seats` add. The trigger `organizations_seats_check` refuses more members. An organization may have more than
 * its limit after seats have ended; then nobody else joins.
 */
@Entity({ tableName: "organizations" })
@Check({ name: "organizations_owner_check", expression: "owner_count >= 1 or state <> 'ACTIVE'" })
export class Organization {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @Property({ type: "text" })
  @MaxChars(NAME_MAX)
  name!: string;

  /** Part of URLs. */
  @Property({ type: "text" })
  @Unique({ name: "organizations_slug_unique" })
  @MaxChars(SLUG_MAX)
  slug!: string;

  /** Markdown. */
  @Property({ type: "text", default: "" })
  @MaxChars(DESCRIPTION_MAX)
  description: string = "";

  @Property({ type: "text", nullable: true })
  @MaxChars(WEBSITE_MAX)
  website: string | null = null;

  /** Lower-case `#rrggbb`, as the next one. */
  @Property({ type: "text", nullable: true })
  @MaxChars(7)
  primaryColor: string | null = null;

  @Property({ type: "text", nullable: true })
  @MaxChars(7)
  accentColor: string | null = null;

  /** Smallest first; empty without a logo. The objects belong to this row. */
  @Property({ type: "json" })
  logo: Rendition[] = [];

  @Enum({ items: ORGANIZATION_STATES, default: "ACTIVE" })
  state: OrganizationState = "ACTIVE";

  /** Why it is suspended; empty otherwise. */
  @Property({ type: "text", default: "" })
  @MaxChars(REASON_MAX)
  stateReason: string = "";

  /** Its data is being deleted: it stays suspended until its row goes too. */
  @Property({ type: "boolean", default: false })
  deletionBegun: boolean = false;

  /** Set by admins. Null: unlimited, unless it has or had entitlements to seats. */
  @Property({ type: "integer", nullable: true })
  @Between(0, SEAT_LIMIT_MAX)
  seatLimit: number | null = null;

  /** Number of members: changes with their rows, in their transaction. */
  @Property({ type: "integer", default: 0 })
  @AtLeast(0)
  seatsUsed: number = 0;

  /** As `seatsUsed`, of owners. */
  @Property({ type: "integer", default: 0 })
  @AtLeast(0)
  ownerCount: number = 0;

  /** Learners see each other. */
  @Property({ type: "boolean", default: false })
  membersVisible: boolean = false;

  /** Null after the account is deleted. */
  @ManyToOne(() => User, { ref: true, nullable: true, index: true, deleteRule: "set null" })
  createdBy: Ref<User> | null = null;

  @Property({ type: "integer", default: 1 })
  @AtLeast(1)
  version: number = 1;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()", onUpdate: () => new Date() })
  updatedAt: Date = new Date();
}
