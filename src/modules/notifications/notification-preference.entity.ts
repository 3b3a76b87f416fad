import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { User } from "../users/user.entity.js";

/** An account's word on one kind and channel. No row: the kind's default holds, also when it changes. */
@Entity({ tableName: "notification_preferences" })
export class NotificationPreference {
  @ManyToOne(() => User, { primary: true, ref: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @PrimaryKey({ type: "text" })
  kind!: string;

  @PrimaryKey({ type: "text" })
  channel!: string;

  @Property({ type: "boolean" })
  enabled!: boolean;
}
