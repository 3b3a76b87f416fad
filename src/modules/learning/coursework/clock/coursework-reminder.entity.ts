import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, Property } from "@mikro-orm/decorators/legacy";
import { User } from "../../../base/users/user.entity.js";
import { ClassAssignment } from "../assignments/class-assignment.entity.js";

/** A learner was reminded of this due time: once. If the date moves, another reminder is due before the new one. */
@Entity({ tableName: "coursework_reminders" })
export class CourseworkReminder {
  @ManyToOne(() => ClassAssignment, { primary: true, ref: true, deleteRule: "cascade" })
  assignment!: Ref<ClassAssignment>;

  @ManyToOne(() => User, { primary: true, ref: true, index: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @Property({ type: "datetime", primary: true })
  dueAt!: Date;
}
