import { IsOptional, Matches, MaxLength } from "class-validator";
import { Field, InputType, ObjectType } from "type-graphql";
import { idOf } from "../../../../graphql/global-ids.js";
import { ID } from "../../../../kernel/ids.js";
import type { LessonRow } from "../../content/lessons/lesson.rows.js";
import { LessonType } from "../../content/lessons/lesson.type.js";
import type { EnrollmentRow } from "../enrollments/enrollment.rows.js";
import { EnrollmentType } from "../enrollments/enrollment.type.js";

@InputType({ description: "What you are viewing." })
export class RecordActivityInput {
  @Field(() => idOf("Lesson"), { description: "ID of the lesson." })
  lessonId!: string;

  @Field(() => String, {
    nullable: true,
    description: "`LessonBlock.key` of the block that you view, to come back to it. Omitted: the last one of this lesson stays.",
  })
  @IsOptional()
  @MaxLength(36)
  @Matches(ID, { message: "must be the key of a block" })
  blockKey?: string | null;
}

@ObjectType({ description: "Result of recordActivity." })
export class RecordActivityPayload {
  @Field(() => LessonType, { description: "The lesson, with its new `progress`." })
  lesson!: LessonRow;

  @Field(() => EnrollmentType, { nullable: true, description: "Your enrolment. Null if you left the track meanwhile." })
  enrollment!: EnrollmentRow | null;
}
