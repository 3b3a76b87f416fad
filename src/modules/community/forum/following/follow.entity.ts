import type { Ref } from "@mikro-orm/core";
import { Entity, Index, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { User } from "../../../base/users/user.entity.js";
import { ForumThread } from "../threads/thread.entity.js";

/** An account gets notifications of a thread. Writing in a thread follows it. */
@Entity({ tableName: "forum_follows" })
@Unique({ name: "forum_follows_thread_user_unique", properties: ["thread", "user"] })
@Index({ name: "forum_follows_user_index", properties: ["user", "id"] })
export class ForumFollow {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => ForumThread, { ref: true, index: false, deleteRule: "cascade" })
  thread!: Ref<ForumThread>;

  @ManyToOne(() => User, { ref: true, index: false, deleteRule: "cascade" })
  user!: Ref<User>;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
