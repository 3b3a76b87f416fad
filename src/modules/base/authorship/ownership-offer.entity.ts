import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../kernel/ids.js";
import { MaxChars } from "../../../platform/database/checks.js";
import { User } from "../users/user.entity.js";
import { AUTHORED_KINDS, type AuthoredKind } from "../../contracts/authored.js";

/** ASSIGNED: by an admin, without an offer. */
export const OFFER_STATUSES = ["PENDING", "ACCEPTED", "DECLINED", "WITHDRAWN", "ASSIGNED"] as const;
export type OfferStatus = (typeof OFFER_STATUSES)[number];

/** The owner of an object offers it to another account. At most one offer of an object is pending. */
@Entity({ tableName: "ownership_offers" })
@Index({
  name: "ownership_offers_pending_unique",
  expression: "create unique index ownership_offers_pending_unique on ownership_offers (object_id) where status = 'PENDING'",
})
export class OwnershipOffer {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @Enum({ items: AUTHORED_KINDS })
  kind!: AuthoredKind;

  /** No reference: objects of several tables. */
  @Property({ type: "uuid" })
  objectId!: string;

  /** Of the object when it was offered. */
  @Property({ type: "text" })
  @MaxChars(500)
  title!: string;

  @ManyToOne(() => User, { ref: true, index: true, deleteRule: "cascade" })
  from!: Ref<User>;

  @ManyToOne(() => User, { ref: true, index: true, deleteRule: "cascade" })
  to!: Ref<User>;

  @Enum({ items: OFFER_STATUSES })
  status: OfferStatus = "PENDING";

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", nullable: true })
  decidedAt: Date | null = null;
}
