import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, Property } from "@mikro-orm/decorators/legacy";
import { User } from "../../../base/users/user.entity.js";
import { Problem } from "../../../practice/problems/problem.entity.js";

/** An account has given up a problem, so that it sees published solutions and editorials. It is not taken back. */
@Entity({ tableName: "problem_surrenders" })
export class ProblemSurrender {
  @ManyToOne(() => User, { ref: true, primary: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @ManyToOne(() => Problem, { ref: true, primary: true, index: true, deleteRule: "cascade" })
  problem!: Ref<Problem>;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
