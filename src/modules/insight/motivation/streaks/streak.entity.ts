import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, Property } from "@mikro-orm/decorators/legacy";
import { User } from "../../../base/users/user.entity.js";

/** What streakOf makes of an account's practice_days, as of the newest of them. Its lock serializes the practice of the account. */
@Entity({ tableName: "streaks" })
export class StoredStreak {
  @ManyToOne(() => User, { primary: true, ref: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @Property({ type: "integer" })
  length: number = 0;

  @Property({ type: "integer" })
  longest: number = 0;

  @Property({ type: "integer" })
  freezes: number = 0;

  /** Null until the first practice. */
  @Property({ type: "date", nullable: true })
  lastDay: string | null = null;
}
