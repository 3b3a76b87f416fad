import type { Ref } from "@mikro-orm/core";
import { Entity, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { AtLeast, BetweenIf, MaxChars, PresentExactlyIf } from "../../../../platform/database/checks.js";
import { StoredFile } from "../../../base/storage/stored-file.entity.js";
import { User } from "../../../base/users/user.entity.js";
import { Submission } from "../../../practice/submissions/submission.entity.js";
import { ClassAssignment } from "../../coursework/assignments/class-assignment.entity.js";
import { CourseworkSubmission } from "../../coursework/work/coursework-submission.entity.js";
import { COMMENT_BODY_MAX, LINE_MAX, REPLY_BODY_MAX } from "../feedback-limits.js";

/** A comment of staff on lines of handed-in work. A deleted one stays as an empty row for a while, so that watchers hear of it. */
@Entity({ tableName: "line_comments" })
@Index({ name: "line_comments_assignment_index", properties: ["assignment", "updatedAt"] })
export class LineComment {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => ClassAssignment, { ref: true, index: false, deleteRule: "cascade" })
  assignment!: Ref<ClassAssignment>;

  /** Code that was submitted to a problem. */
  @ManyToOne(() => Submission, { ref: true, nullable: true, index: true, deleteRule: "cascade" })
  submission: Ref<Submission> | null = null;

  /** Free work. A comment is on exactly one of both. */
  @ManyToOne(() => CourseworkSubmission, { ref: true, nullable: true, index: true, deleteRule: "cascade" })
  @PresentExactlyIf("submission_id is null")
  work: Ref<CourseworkSubmission> | null = null;

  /** A file of the free work; null: its text. */
  @ManyToOne(() => StoredFile, { ref: true, nullable: true, index: true, deleteRule: "cascade" })
  file: Ref<StoredFile> | null = null;

  /** From 1. */
  @Property({ type: "integer" })
  @BetweenIf(1, LINE_MAX, "line_from <= line_to")
  lineFrom!: number;

  @Property({ type: "integer" })
  lineTo!: number;

  /** Markdown. */
  @Property({ type: "text" })
  @MaxChars(COMMENT_BODY_MAX)
  body!: string;

  /** Hidden from learners until the grades of the assignment are released. */
  @Property({ type: "boolean" })
  draft!: boolean;

  /** Null after the account is deleted. */
  @ManyToOne(() => User, { ref: true, nullable: true, index: true, deleteRule: "set null" })
  author: Ref<User> | null = null;

  @Property({ type: "integer", default: 1 })
  @AtLeast(1)
  version: number = 1;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  /** Of the comment or its replies. */
  @Property({ type: "datetime", defaultRaw: "now()" })
  updatedAt: Date = new Date();

  @Property({ type: "datetime", nullable: true })
  deletedAt: Date | null = null;
}

@Entity({ tableName: "line_comment_replies" })
@Index({ name: "line_comment_replies_comment_index", properties: ["comment", "id"] })
export class LineCommentReply {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => LineComment, { ref: true, index: false, deleteRule: "cascade" })
  comment!: Ref<LineComment>;

  @ManyToOne(() => User, { ref: true, index: true, deleteRule: "cascade" })
  author!: Ref<User>;

  /** Markdown. */
  @Property({ type: "text" })
  @MaxChars(REPLY_BODY_MAX)
  body!: string;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
