import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../kernel/ids.js";
import { User } from "../../base/users/user.entity.js";
import { Problem } from "../problems/problem.entity.js";

/** A problem that an account saved for itself. */
@Entity({ tableName: "bookmarks" })
@Unique({ name: "bookmarks_user_problem_unique", properties: ["user", "problem"] })
export class Bookmark {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => User, { ref: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @ManyToOne(() => Problem, { ref: true, index: true, deleteRule: "cascade" })
  problem!: Ref<Problem>;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
