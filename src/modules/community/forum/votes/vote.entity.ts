import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, Property } from "@mikro-orm/decorators/legacy";
import { BetweenIf } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";
import { ForumPost } from "../posts/post.entity.js";

/** A vote of an account on a post: one row, whatever it was before. The post has the counts. */
@Entity({ tableName: "forum_votes" })
export class ForumVote {
  @ManyToOne(() => ForumPost, { ref: true, primary: true, deleteRule: "cascade" })
  post!: Ref<ForumPost>;

  @ManyToOne(() => User, { ref: true, primary: true, index: true, deleteRule: "cascade" })
  user!: Ref<User>;

  /** 1 or -1. */
  @Property({ type: "integer" })
  @BetweenIf(-1, 1, "value <> 0")
  value!: number;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
