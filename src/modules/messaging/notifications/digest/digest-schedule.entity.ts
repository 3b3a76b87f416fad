import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, ManyToOne, Property } from "@mikro-orm/decorators/legacy";
import { User } from "../../../base/users/user.entity.js";

/** An account that wants a digest. Without a row it gets none. */
@Entity({ tableName: "digest_schedules" })
export class DigestSchedule {
  @ManyToOne(() => User, { primary: true, ref: true, deleteRule: "cascade" })
  user!: Ref<User>;

  /** DAILY or WEEKLY. */
  @Enum({ items: ["DAILY", "WEEKLY"] })
  frequency!: string;

  /** The period that is on: its first day in the account's time zone. The digest of the one before has been ordered. */
  @Property({ type: "date" })
  period!: string;

  /** Up to when notifications have been in a digest. */
  @Property({ type: "datetime", defaultRaw: "now()" })
  coveredUntil: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()", onUpdate: () => new Date() })
  updatedAt: Date = new Date();
}
