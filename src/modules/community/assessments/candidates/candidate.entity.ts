import type { Ref } from "@mikro-orm/core";
import { Check, Entity, Index, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { AtLeast, Between, MaxChars } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";
import { ASSESSMENT_LIMITS } from "../assessment-limits.js";
import { Assessment } from "../authoring/assessment.entity.js";

/**
 * Someone who is invited, by address or as an account. The token of the link is stored nowhere: it is a code of id and version that only the
 * server can compute (invitation-link.ts).
 */
@Entity({ tableName: "assessment_candidates" })
@Index({ name: "assessment_candidates_list_index", properties: ["assessment", "id"] })
@Index({
  name: "assessment_candidates_email_unique",
  expression:
    "create unique index assessment_candidates_email_unique on assessment_candidates (assessment_id, email) where email is not null",
})
@Index({
  name: "assessment_candidates_account_unique",
  expression:
    "create unique index assessment_candidates_account_unique on assessment_candidates (assessment_id, account_id) where account_id is not null",
})
@Index({ name: "assessment_candidates_address_index", properties: ["email"] })
@Check({ name: "assessment_candidates_known_check", expression: "num_nonnulls(email, account_id) = 1" })
export class AssessmentCandidate {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => Assessment, { ref: true, index: false, deleteRule: "cascade" })
  assessment!: Ref<Assessment>;

  /** The guest as whom the candidate works; null until the link is opened. */
  @ManyToOne(() => User, { ref: true, nullable: true, index: false, deleteRule: "restrict" })
  @Unique({ name: "assessment_candidates_guest_unique" })
  guest: Ref<User> | null = null;

  /** Invited as an account. Null if invited by address. */
  @ManyToOne(() => User, { ref: true, nullable: true, index: true, deleteRule: "restrict" })
  account: Ref<User> | null = null;

  /** Lower case. Null for an account. */
  @Property({ type: "text", nullable: true })
  @MaxChars(254)
  email: string | null = null;

  /** As the author calls the candidate; may be empty. */
  @Property({ type: "text", default: "" })
  @MaxChars(ASSESSMENT_LIMITS.name)
  name: string = "";

  /** Decides about the variant: the same seed draws the same tasks. */
  @Property({ type: "text" })
  @MaxChars(64)
  seed!: string;

  /** Accommodation: time in percent of the limit. */
  @Property({ type: "integer", default: 100 })
  @Between(ASSESSMENT_LIMITS.timePercent.min, ASSESSMENT_LIMITS.timePercent.max)
  timePercent: number = 100;

  /** Accommodation: time of all breaks. */
  @Property({ type: "integer", default: 0 })
  @Between(0, ASSESSMENT_LIMITS.breakMs)
  breakMs: number = 0;

  /** Increases with every new link; older links stop working. */
  @Property({ type: "integer", default: 1 })
  @AtLeast(1)
  linkVersion: number = 1;

  @Property({ type: "datetime" })
  linkExpiresAt!: Date;

  @Property({ type: "datetime", defaultRaw: "now()" })
  invitedAt: Date = new Date();

  /** Link and sessions no longer work. */
  @Property({ type: "datetime", nullable: true })
  revokedAt: Date | null = null;
}
