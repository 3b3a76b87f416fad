import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, Property } from "@mikro-orm/decorators/legacy";
import { User } from "../../../base/users/user.entity.js";
import { Problem } from "../problem.entity.js";

/** Progress of one account on one problem, updated by JudgementFinished events. No row: not tried yet. */
@Entity({ tableName: "problem_viewer_status" })
export class ProblemViewerStatus {
  @ManyToOne(() => User, { primary: true, ref: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @ManyToOne(() => Problem, { primary: true, ref: true, index: true, deleteRule: "cascade" })
  problem!: Ref<Problem>;

  @Property({ type: "boolean" })
  solved!: boolean;
}
