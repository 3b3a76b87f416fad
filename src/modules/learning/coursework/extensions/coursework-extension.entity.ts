import type { Ref } from "@mikro-orm/core";
import { Entity, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { IsJsonObject, MaxChars, PresentExactlyIf } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";
import { ClassAssignment } from "../assignments/class-assignment.entity.js";
import type { EnteredDates } from "../assignments/dates.js";
import { REASON_MAX } from "../coursework-limits.js";
import { CourseworkGroup } from "../groups/coursework-group.entity.js";

/** Replaces due and closing time for a learner or a group. A learner's own wins over that of the group. */
@Entity({ tableName: "coursework_extensions" })
@Index({
  name: "coursework_extensions_user_unique",
  expression:
    "create unique index coursework_extensions_user_unique on coursework_extensions (assignment_id, user_id) where user_id is not null",
})
@Index({
  name: "coursework_extensions_group_unique",
  expression:
    "create unique index coursework_extensions_group_unique on coursework_extensions (assignment_id, group_id) where group_id is not null",
})
export class CourseworkExtension {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => ClassAssignment, { ref: true, index: false, deleteRule: "cascade" })
  assignment!: Ref<ClassAssignment>;

  /** Exactly one of user and group. */
  @ManyToOne(() => User, { ref: true, nullable: true, index: true, deleteRule: "cascade" })
  @PresentExactlyIf("group_id is null")
  user: Ref<User> | null = null;

  @ManyToOne(() => CourseworkGroup, { ref: true, nullable: true, index: true, deleteRule: "cascade" })
  group: Ref<CourseworkGroup> | null = null;

  /** As entered: due and closes only. */
  @Property({ type: "json" })
  @IsJsonObject()
  dates!: EnteredDates;

  @Property({ type: "datetime" })
  dueAt!: Date;

  /** Null: that of the assignment, but not before dueAt. */
  @Property({ type: "datetime", nullable: true })
  closesAt: Date | null = null;

  /** For staff. */
  @Property({ type: "text", default: "" })
  @MaxChars(REASON_MAX)
  reason: string = "";

  @ManyToOne(() => User, { ref: true, nullable: true, index: true, deleteRule: "set null" })
  grantedBy: Ref<User> | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
