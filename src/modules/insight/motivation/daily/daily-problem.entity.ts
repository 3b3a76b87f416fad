import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, PrimaryKey } from "@mikro-orm/decorators/legacy";
import { Problem } from "../../../practice/problems/problem.entity.js";

/** The problem of a UTC day. Written by the first reader of the day and never changed. */
@Entity({ tableName: "daily_problems" })
export class DailyProblem {
  @PrimaryKey({ type: "date" })
  day!: string;

  @ManyToOne(() => Problem, { ref: true, index: true, deleteRule: "cascade" })
  problem!: Ref<Problem>;
}
