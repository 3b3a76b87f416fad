import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, Property } from "@mikro-orm/decorators/legacy";
import { Problem } from "../problem.entity.js";

/** Counters of a problem, updated by JudgementFinished events so that lists can sort by them. No row: no attempts yet. */
@Entity({ tableName: "problem_stats" })
export class ProblemStats {
  @ManyToOne(() => Problem, { primary: true, ref: true, deleteRule: "cascade" })
  problem!: Ref<Problem>;

  /** Submissions with a verdict other than SYSTEM_ERROR and CANCELLED. */
  @Property({ type: "integer" })
  submissions: number = 0;

  @Property({ type: "integer" })
  accepted: number = 0;
}
