import type { Ref } from "@mikro-orm/core";
import { Entity, Index, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { User } from "../../../base/users/user.entity.js";
import { MaxChars } from "../../../../platform/database/checks.js";

/** A browser that receives pushes for an account. The endpoint is a capability: anyone who knows it and the keys can push. */
@Entity({ tableName: "push_subscriptions" })
@Index({ name: "push_subscriptions_user_index", properties: ["user", "id"] })
export class PushSubscription {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => User, { ref: true, index: false, deleteRule: "cascade" })
  user!: Ref<User>;

  @Property({ type: "text" })
  @Unique({ name: "push_subscriptions_endpoint_unique" })
  @MaxChars(2000)
  endpoint!: string;

  /** The browser's public key: an uncompressed P-256 point in base64url. */
  @Property({ type: "text" })
  p256dh!: string;

  /** 16 bytes in base64url. */
  @Property({ type: "text" })
  auth!: string;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}

/** A subscription as shown to its account; omits the endpoint, which would let others push to it. */
export interface PushSubscriptionRow {
  id: string;
  service: string;
  createdAt: Date;
}
