import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { MaxChars } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";
import { ClassAssignment } from "../assignments/class-assignment.entity.js";
import { GROUP_NAME_MAX } from "../coursework-limits.js";

/** Learners who hand in one assignment together. */
@Entity({ tableName: "coursework_groups" })
@Unique({ name: "coursework_groups_name_unique", properties: ["assignment", "name"] })
export class CourseworkGroup {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => ClassAssignment, { ref: true, index: false, deleteRule: "cascade" })
  assignment!: Ref<ClassAssignment>;

  @Property({ type: "text" })
  @MaxChars(GROUP_NAME_MAX)
  name!: string;
}

/** A learner is in at most one group of an assignment. */
@Entity({ tableName: "coursework_group_members" })
export class CourseworkGroupMember {
  @ManyToOne(() => ClassAssignment, { primary: true, ref: true, deleteRule: "cascade" })
  assignment!: Ref<ClassAssignment>;

  @ManyToOne(() => User, { primary: true, ref: true, index: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @ManyToOne(() => CourseworkGroup, { ref: true, index: true, deleteRule: "cascade" })
  group!: Ref<CourseworkGroup>;
}
