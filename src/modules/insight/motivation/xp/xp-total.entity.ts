import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, Property } from "@mikro-orm/decorators/legacy";
import { User } from "../../../base/users/user.entity.js";

/** The sum of an account's entries, written in the transactions that add them. Its lock serializes the entries of the account. */
@Entity({ tableName: "xp_totals" })
export class XpTotal {
  @ManyToOne(() => User, { primary: true, ref: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @Property({ type: "integer" })
  points: number = 0;
}
