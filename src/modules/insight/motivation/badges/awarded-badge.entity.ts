import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { MaxChars } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";

/** A badge of an account. Awarded once and kept, even if what earned it is taken away later. */
@Entity({ tableName: "awarded_badges" })
export class AwardedBadge {
  @ManyToOne(() => User, { primary: true, ref: true, deleteRule: "cascade" })
  user!: Ref<User>;

  /** Name of a rule. Rows of rules that no longer exist are not shown. */
  @PrimaryKey({ type: "text" })
  @MaxChars(40)
  badge!: string;

  @Property({ type: "datetime", defaultRaw: "now()" })
  awardedAt: Date = new Date();
}
