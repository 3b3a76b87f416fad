import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { Between } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";

export const GOAL_KINDS = ["PROBLEMS", "XP"] as const;
export type GoalKind = (typeof GOAL_KINDS)[number];

export const GOAL_MOST = 10_000;

/** What an account wants to reach each week. */
@Entity({ tableName: "weekly_goals" })
export class WeeklyGoal {
  @ManyToOne(() => User, { primary: true, ref: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @Enum({ items: GOAL_KINDS, primary: true })
  @PrimaryKey({ type: "text" })
  kind!: GoalKind;

  @Property({ type: "integer" })
  @Between(1, GOAL_MOST)
  target!: number;

  @Property({ type: "datetime", defaultRaw: "now()" })
  updatedAt: Date = new Date();
}
