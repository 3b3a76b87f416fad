import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, Property } from "@mikro-orm/decorators/legacy";
import { User } from "../../../base/users/user.entity.js";
import { Problem } from "../problem.entity.js";

/** An account that may edit a problem in addition to its author, while its role allows editing problems at all. */
@Entity({ tableName: "problem_co_authors" })
export class ProblemCoAuthor {
  @ManyToOne(() => Problem, { primary: true, ref: true, deleteRule: "cascade" })
  problem!: Ref<Problem>;

  @ManyToOne(() => User, { primary: true, ref: true, index: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @Property({ type: "datetime", defaultRaw: "now()" })
  addedAt: Date = new Date();
}
