import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, Property } from "@mikro-orm/decorators/legacy";
import { Problem } from "../problem.entity.js";

/** State after the last seeding: an unchanged folder is skipped, and a problem edited since then is not overwritten. */
@Entity({ tableName: "seeded_problems" })
export class SeededProblem {
  @ManyToOne(() => Problem, { primary: true, ref: true, deleteRule: "cascade" })
  problem!: Ref<Problem>;

  /** SHA-256 of the problem's files in seed/. */
  @Property({ type: "text" })
  folderSha256!: string;

  /** `Problem.updatedAt` right after seeding. A different value means the problem was edited through the API. */
  @Property({ type: "datetime" })
  problemUpdatedAt!: Date;
}
