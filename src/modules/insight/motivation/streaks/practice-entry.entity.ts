import type { Ref } from "@mikro-orm/core";
import { Entity, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { MaxChars } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";

/** One piece of practice, so that an event that arrives twice counts once. Only needed while its event may still arrive. */
@Entity({ tableName: "practice_entries" })
@Index({ name: "practice_entries_at_index", properties: ["at"] })
export class PracticeEntry {
  @ManyToOne(() => User, { primary: true, ref: true, deleteRule: "cascade" })
  user!: Ref<User>;

  /** Name of a source in sources/. */
  @PrimaryKey({ type: "text" })
  @MaxChars(40)
  kind!: string;

  @PrimaryKey({ type: "uuid" })
  causeId!: string;

  @Property({ type: "datetime" })
  at!: Date;
}
