import type { Ref } from "@mikro-orm/core";
import { Entity, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { User } from "../../../base/users/user.entity.js";
import { Problem } from "../../problems/problem.entity.js";

/**
 * The best accepted submission of an account to a problem in one language and toolchain: the least CPU time, then the least memory. Kept by
 * JudgementFinished events, as finding them among all submissions would take seconds.
 */
@Entity({ tableName: "best_solutions" })
@Index({ name: "best_solutions_figures_index", properties: ["problem", "language", "toolchain", "cpuMs", "peakMemoryKb"] })
export class BestSolution {
  @ManyToOne(() => User, { primary: true, ref: true, index: false, deleteRule: "cascade" })
  user!: Ref<User>;

  @ManyToOne(() => Problem, { primary: true, ref: true, index: false, deleteRule: "cascade" })
  problem!: Ref<Problem>;

  @PrimaryKey({ type: "text" })
  language!: string;

  @PrimaryKey({ type: "text" })
  toolchain!: string;

  @Property({ type: "uuid" })
  submissionId!: string;

  @Property({ type: "integer" })
  cpuMs!: number;

  @Property({ type: "integer" })
  peakMemoryKb!: number;
}
