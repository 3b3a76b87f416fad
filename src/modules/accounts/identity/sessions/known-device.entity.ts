import type { Ref } from "@mikro-orm/core";
import { Entity, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { User } from "../../../base/users/user.entity.js";

/** From where an account has been used: what signs in from elsewhere is told to its owner. Outlives the sessions. */
@Entity({ tableName: "known_devices" })
@Index({ name: "known_devices_age_index", properties: ["lastUsedAt"] })
export class KnownDevice {
  @ManyToOne(() => User, { ref: true, primary: true, index: false, deleteRule: "cascade" })
  user!: Ref<User>;

  /** In words, as `deviceOf` has them. */
  @PrimaryKey({ type: "text" })
  device!: string;

  /** The wide network of the address, as `wideNetworkOf` has it. */
  @PrimaryKey({ type: "text" })
  network!: string;

  @Property({ type: "datetime", defaultRaw: "now()" })
  lastUsedAt: Date = new Date();
}
