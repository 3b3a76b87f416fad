import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, ManyToOne, Property } from "@mikro-orm/decorators/legacy";
import { User } from "../../../base/users/user.entity.js";

/** An account with digests enabled; no row means no digest. */
@Entity({ tableName: "digest_schedules" })
export class DigestSchedule {
  @ManyToOne(() => User, { primary: true, ref: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @Enum({ items: ["DAILY", "WEEKLY"] })
  frequency!: string;

  /** The current period: its first day in the account's time zone. The digest of the previous period has been created. */
  @Property({ type: "date" })
  period!: string;

  /** Earlier notifications were covered by a digest. */
  @Property({ type: "datetime", defaultRaw: "now()" })
  coveredUntil: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()", onUpdate: () => new Date() })
  updatedAt: Date = new Date();
}
