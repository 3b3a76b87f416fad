import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../kernel/ids.js";
import { Between, MaxChars, PresentExactlyIf } from "../../../platform/database/checks.js";
import { User } from "../users/user.entity.js";

/** PLAN comes from an order or a subscription, PURCHASE from an order, ORGANIZATION from a subscription of one, GRANT from an admin. */
export const ENTITLEMENT_SOURCES = ["PLAN", "PURCHASE", "ORGANIZATION", "GRANT"] as const;
export type EntitlementSource = (typeof ENTITLEMENT_SOURCES)[number];

export const KEY_MAX = 40;
export const QUANTITY_MAX = 1_000_000;

/**
 * One grant of an entitlement; several grants of a key may overlap. A subscription keeps its own up to date. A later plan moves with the end
 * of the one before it.
 */
@Entity({ tableName: "entitlements" })
@Unique({ name: "entitlements_reference_unique", properties: ["reference", "key"] })
@Index({
  name: "entitlements_organization_index",
  expression: "create index entitlements_organization_index on entitlements (organization_id) where organization_id is not null",
})
@Index({ name: "entitlements_user_index", properties: ["user", "id"] })
@Index({
  name: "entitlements_expiry_index",
  expression:
    "create index entitlements_expiry_index on entitlements (expires_at) where expires_at is not null and revoked_at is null and expiry_told_at is null",
})
export class EntitlementGrant {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  /** A name of the table of entitlements. Rows with a name that no module declares any more have no effect. */
  @Property({ type: "text" })
  @MaxChars(KEY_MAX)
  key!: string;

  /** The holder, unless it is an organization. */
  @ManyToOne(() => User, { ref: true, nullable: true, index: false, deleteRule: "cascade" })
  user: Ref<User> | null = null;

  /** Holder of another area, which declares it later: without a foreign key. */
  @Property({ type: "uuid", nullable: true })
  @PresentExactlyIf("user_id is null")
  organizationId: string | null = null;

  /** What it is for, if it is for one object: a track. Of another area, as above. */
  @Property({ type: "uuid", nullable: true })
  @PresentExactlyIf("key = 'track'::text")
  subjectId: string | null = null;

  @Enum({ items: ENTITLEMENT_SOURCES })
  source!: EntitlementSource;

  @Property({ type: "integer", default: 1 })
  @Between(1, QUANTITY_MAX)
  quantity: number = 1;

  @Property({ type: "datetime", defaultRaw: "now()" })
  validFrom: Date = new Date();

  /** Null: does not expire. */
  @Property({ type: "datetime", nullable: true })
  expiresAt: Date | null = null;

  @Property({ type: "datetime", nullable: true })
  revokedAt: Date | null = null;

  /** What caused it, such as a line of an order. Granting twice for the same cause gives it once. */
  @Property({ type: "uuid", nullable: true })
  reference: string | null = null;

  /** When the event of its expiry was written. */
  @Property({ type: "datetime", nullable: true })
  expiryToldAt: Date | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
