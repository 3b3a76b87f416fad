import type { Ref } from "@mikro-orm/core";
import { Entity, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { MaxChars } from "../../../../platform/database/checks.js";
import { StoredFile } from "../../../base/storage/stored-file.entity.js";
import { User } from "../../../base/users/user.entity.js";
import { ClassAssignment } from "../assignments/class-assignment.entity.js";
import { SUBMISSION_TEXT_MAX } from "../coursework-limits.js";
import { CourseworkGroup } from "../groups/coursework-group.entity.js";

/** Free work that was handed in. Immutable; handing in again adds another. */
@Entity({ tableName: "coursework_submissions" })
@Index({ name: "coursework_submissions_assignment_index", properties: ["assignment", "user", "id"] })
export class CourseworkSubmission {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => ClassAssignment, { ref: true, index: false, deleteRule: "restrict" })
  assignment!: Ref<ClassAssignment>;

  /** Who handed it in, for themselves or their group. */
  @ManyToOne(() => User, { ref: true, index: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @ManyToOne(() => CourseworkGroup, { ref: true, nullable: true, index: true, deleteRule: "set null" })
  group: Ref<CourseworkGroup> | null = null;

  @Property({ type: "text" })
  @MaxChars(SUBMISSION_TEXT_MAX)
  text: string = "";

  /** The database's clock: this time decides about lateness. */
  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}

@Entity({ tableName: "coursework_submission_files" })
export class CourseworkSubmissionFile {
  @ManyToOne(() => CourseworkSubmission, { primary: true, ref: true, deleteRule: "cascade" })
  submission!: Ref<CourseworkSubmission>;

  /** What was handed in stays, even if its owner would rather delete it. */
  @ManyToOne(() => StoredFile, { primary: true, ref: true, index: true, deleteRule: "restrict" })
  file!: Ref<StoredFile>;
}
