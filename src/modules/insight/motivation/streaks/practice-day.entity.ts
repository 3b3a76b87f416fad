import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { AtLeast, MaxChars } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";

/** A local date on which an account practised. */
@Entity({ tableName: "practice_days" })
export class StoredPracticeDay {
  @ManyToOne(() => User, { primary: true, ref: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @PrimaryKey({ type: "date" })
  day!: string;

  /** Pieces of practice. */
  @Property({ type: "integer" })
  @AtLeast(1)
  count!: number;

  @Property({ type: "datetime" })
  firstAt!: Date;

  /** The zone of the profile then. */
  @Property({ type: "text" })
  @MaxChars(64)
  firstZone!: string;

  @Property({ type: "datetime" })
  lastAt!: Date;

  @Property({ type: "text" })
  @MaxChars(64)
  lastZone!: string;

  /** Freeze days spent on the missed days before this one. */
  @Property({ type: "integer", default: 0 })
  frozen: number = 0;
}
