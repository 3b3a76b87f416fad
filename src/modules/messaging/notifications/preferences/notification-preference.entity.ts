import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { CHANNELS } from "../../../contracts/notification-kind.js";
import { User } from "../../../base/users/user.entity.js";

/** An account's preference for one kind and channel. Without a row, the kind's default applies, even if it changes later. */
@Entity({ tableName: "notification_preferences" })
export class NotificationPreference {
  @ManyToOne(() => User, { primary: true, ref: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @PrimaryKey({ type: "text" })
  kind!: string;

  @Enum({ items: CHANNELS, primary: true })
  channel!: string;

  @Property({ type: "boolean" })
  enabled!: boolean;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()", onUpdate: () => new Date() })
  updatedAt: Date = new Date();
}
