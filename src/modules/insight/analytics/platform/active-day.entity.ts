import type { Ref } from "@mikro-orm/core";
import { Entity, Index, ManyToOne, PrimaryKey } from "@mikro-orm/decorators/legacy";
import { User } from "../../../base/users/user.entity.js";

/**
 * An account was active on a day (UTC): it submitted code, viewed a lesson or marked a block as done, started a quiz, or signed in. Triggers
 * write it with the activity itself, as rows of lessons keep only the last time.
 */
@Entity({ tableName: "active_days" })
@Index({ name: "active_days_day_index", properties: ["day", "user"] })
export class ActiveDay {
  @ManyToOne(() => User, { primary: true, ref: true, index: false, deleteRule: "cascade" })
  user!: Ref<User>;

  @PrimaryKey({ type: "date" })
  day!: string;
}
