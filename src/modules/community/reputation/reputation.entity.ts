import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../kernel/ids.js";
import { Between } from "../../../platform/database/checks.js";
import { User } from "../../base/users/user.entity.js";
import { REPUTATION_REASONS, type ReputationReason } from "./reputation-points.js";

/** Of one entry, in points. */
export const ENTRY_MOST = 100;
const TOTAL_MOST = 1_000_000_000;

/** A line of the ledger. Rows are only added: what is taken back is a second row with the negative points. */
@Entity({ tableName: "reputation_entries" })
@Index({ name: "reputation_entries_user_index", properties: ["user", "id"] })
export class ReputationEntry {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => User, { ref: true, index: false, deleteRule: "cascade" })
  user!: Ref<User>;

  @Enum({ items: REPUTATION_REASONS })
  reason!: ReputationReason;

  /** The post that was voted on or accepted. No reference: its module may remove it. */
  @Property({ type: "uuid" })
  subjectId!: string;

  @Property({ type: "integer" })
  @Between(-ENTRY_MOST, ENTRY_MOST)
  points!: number;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}

/** Sum of the entries of an account. */
@Entity({ tableName: "reputation_totals" })
export class ReputationTotal {
  @ManyToOne(() => User, { primary: true, ref: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @Property({ type: "integer" })
  @Between(-TOTAL_MOST, TOTAL_MOST)
  points!: number;
}
