import type { Ref } from "@mikro-orm/core";
import { Entity, Index, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { DiffersFromColumn } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";

/** Neither sees the other's activity, and neither can follow the other. */
@Entity({ tableName: "user_blocks" })
@Unique({ name: "user_blocks_pair_unique", properties: ["blocker", "blocked"] })
@Index({ name: "user_blocks_blocker_index", properties: ["blocker", "id"] })
export class UserBlock {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => User, { ref: true, index: false, deleteRule: "cascade" })
  blocker!: Ref<User>;

  @ManyToOne(() => User, { ref: true, index: true, deleteRule: "cascade" })
  @DiffersFromColumn("blocker_id")
  blocked!: Ref<User>;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
