import type { Ref } from "@mikro-orm/core";
import { Entity, Index, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { DiffersFromColumn } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";

/** An account follows another one: its entries are in the follower's feed if it shares them with followers. */
@Entity({ tableName: "follows" })
@Unique({ name: "follows_pair_unique", properties: ["follower", "followed"] })
@Index({ name: "follows_follower_index", properties: ["follower", "id"] })
@Index({ name: "follows_followed_index", properties: ["followed", "id"] })
export class Follow {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => User, { ref: true, index: false, deleteRule: "cascade" })
  follower!: Ref<User>;

  @ManyToOne(() => User, { ref: true, index: false, deleteRule: "cascade" })
  @DiffersFromColumn("follower_id")
  followed!: Ref<User>;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
