import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, Property } from "@mikro-orm/decorators/legacy";
import { User } from "../../../base/users/user.entity.js";

/** When an account last reported activity, in any lesson. One row per account, so that two tabs don't count the same time twice. */
@Entity({ tableName: "activity_clocks" })
export class ActivityClock {
  @ManyToOne(() => User, { primary: true, ref: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @Property({ type: "datetime" })
  lastAt!: Date;

  /** Time that the last report was worth. */
  @Property({ type: "integer", default: 0 })
  creditedMs: number = 0;
}
