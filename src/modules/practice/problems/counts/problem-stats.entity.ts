import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, Property } from "@mikro-orm/decorators/legacy";
import { Problem } from "../problem.entity.js";

/** Counts of a problem, kept from JudgementFinished events so that lists can sort by them. No row: nobody tried yet. */
@Entity({ tableName: "problem_stats" })
export class ProblemStats {
  @ManyToOne(() => Problem, { primary: true, ref: true, deleteRule: "cascade" })
  problem!: Ref<Problem>;

  /** Submissions with a verdict, SYSTEM_ERROR left out. */
  @Property({ type: "integer" })
  submissions: number = 0;

  @Property({ type: "integer" })
  accepted: number = 0;
}
