import type { Ref } from "@mikro-orm/core";
import { Entity, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { User } from "../../../base/users/user.entity.js";

/** Devices and networks an account was used from. The owner is notified of sign-ins from elsewhere. Outlives the sessions. */
@Entity({ tableName: "known_devices" })
@Index({ name: "known_devices_age_index", properties: ["lastUsedAt"] })
export class KnownDevice {
  @ManyToOne(() => User, { ref: true, primary: true, index: false, deleteRule: "cascade" })
  user!: Ref<User>;

  /** Readable name from `deviceOf`. */
  @PrimaryKey({ type: "text" })
  device!: string;

  /** From `wideNetworkOf`. */
  @PrimaryKey({ type: "text" })
  network!: string;

  @Property({ type: "datetime", defaultRaw: "now()" })
  lastUsedAt: Date = new Date();
}
