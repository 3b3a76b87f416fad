import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, Property } from "@mikro-orm/decorators/legacy";
import { User } from "../../../base/users/user.entity.js";

/** No row: the account is listed. */
@Entity({ tableName: "leaderboard_settings" })
export class LeaderboardSettings {
  @ManyToOne(() => User, { primary: true, ref: true, deleteRule: "cascade" })
  user!: Ref<User>;

  /** Not on any leaderboard. */
  @Property({ type: "boolean", default: false })
  hidden: boolean = false;
}
