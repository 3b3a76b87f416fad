import { Matches, MaxLength } from "class-validator";
import { Field, InputType, ObjectType } from "type-graphql";
import { idOf } from "../../../../graphql/global-ids.js";
import { ID } from "../../../../kernel/ids.js";
import type { AssignmentRow } from "../../content/assignments/assignment.loaders.js";
import { AssignmentType } from "../../content/assignments/assignment.type.js";
import type { LessonRow } from "../../content/lessons/lesson.rows.js";
import { LessonType } from "../../content/lessons/lesson.type.js";

@InputType({ description: "Internal base type; not part of the schema." })
abstract class BlockInput {
  @Field(() => idOf("Lesson"), { description: "ID of the lesson." })
  lessonId!: string;

  @Field(() => String, { description: "`LessonBlock.key` of a block that is neither a PROBLEM nor a QUIZ." })
  @MaxLength(36)
  @Matches(ID, { message: "must be the key of a block" })
  key!: string;
}

@InputType({ description: "The block that is done." })
export class CompleteBlockInput extends BlockInput {}

@InputType({ description: "The block that is not done." })
export class ReopenBlockInput extends BlockInput {}

@InputType({ description: "The lesson that is done." })
export class CompleteLessonInput {
  @Field(() => idOf("Lesson"), { description: "ID of the lesson." })
  lessonId!: string;
}

@InputType({ description: "The lesson that is not done." })
export class ReopenLessonInput {
  @Field(() => idOf("Lesson"), { description: "ID of the lesson." })
  lessonId!: string;
}

@InputType({ description: "The assignment that is done." })
export class CompleteAssignmentInput {
  @Field(() => idOf("Assignment"), { description: "ID of an assignment of the kind TASK." })
  assignmentId!: string;
}

@InputType({ description: "The assignment that is not done." })
export class ReopenAssignmentInput {
  @Field(() => idOf("Assignment"), { description: "ID of an assignment of the kind TASK." })
  assignmentId!: string;
}

@ObjectType({ description: "Result of completeBlock." })
export class CompleteBlockPayload {
  @Field(() => LessonType, { description: "The lesson, with its new `progress`." })
  lesson!: LessonRow;
}

@ObjectType({ description: "Result of reopenBlock." })
export class ReopenBlockPayload {
  @Field(() => LessonType, { description: "The lesson, with its new `progress`." })
  lesson!: LessonRow;
}

@ObjectType({ description: "Result of completeLesson." })
export class CompleteLessonPayload {
  @Field(() => LessonType, { description: "The lesson, with its new `progress`." })
  lesson!: LessonRow;
}

@ObjectType({ description: "Result of reopenLesson." })
export class ReopenLessonPayload {
  @Field(() => LessonType, { description: "The lesson, with its new `progress`." })
  lesson!: LessonRow;
}

@ObjectType({ description: "Result of completeAssignment." })
export class CompleteAssignmentPayload {
  @Field(() => AssignmentType, { description: "The assignment, with its new `progress`." })
  assignment!: AssignmentRow;
}

@ObjectType({ description: "Result of reopenAssignment." })
export class ReopenAssignmentPayload {
  @Field(() => AssignmentType, { description: "The assignment, with its new `progress`." })
  assignment!: AssignmentRow;
}
