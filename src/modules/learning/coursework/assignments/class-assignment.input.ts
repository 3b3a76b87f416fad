import { ArrayMaxSize, IsInt, IsOptional, Length, Max, MaxLength, Min, ValidateNested } from "class-validator";
import { Field, InputType, Int, ObjectType } from "type-graphql";
import { idOf } from "../../../../graphql/global-ids.js";
import { NeverNull } from "../../../../graphql/kept.js";
import { OneLine } from "../../../../graphql/one-line.js";
import { Trimmed } from "../../../../graphql/trimmed.js";
import { INSTRUCTIONS_MAX, POINTS_MAX, PROBLEMS_MAX, REGRADE_DAYS_MAX, REMIND_HOURS_MAX, TITLE_MAX } from "../coursework-limits.js";
import type { ChangeRow } from "../policy/grading-change.rows.js";
import { GradingChangeType } from "../policy/grading-change.type.js";
import { GradingPolicyInput } from "../policy/policy.type.js";
import type { AssignmentRow } from "./assignment.rows.js";
import type { ClassAssignmentKind } from "./class-assignment.entity.js";
import { ClassAssignmentKindEnum, ClassAssignmentType } from "./class-assignment.type.js";
import { EnteredDateTimeInput } from "./wall-time.type.js";

@InputType({ description: "Internal base type; not part of the schema." })
abstract class ClassAssignmentFields {
  @Field(() => String, { nullable: true, description: `What to do, in Markdown, at most ${INSTRUCTIONS_MAX} characters.` })
  @IsOptional()
  @MaxLength(INSTRUCTIONS_MAX)
  instructions?: string | null;

  @Field(() => EnteredDateTimeInput, { nullable: true, description: "When learners see it and can begin; null: hidden from learners." })
  @IsOptional()
  @ValidateNested()
  opensAt?: EnteredDateTimeInput | null;

  @Field(() => EnteredDateTimeInput, {
    nullable: true,
    description: "Until when work is in time; null: work is never late. Not before it opens.",
  })
  @IsOptional()
  @ValidateNested()
  dueAt?: EnteredDateTimeInput | null;

  @Field(() => EnteredDateTimeInput, {
    nullable: true,
    description: "Until when work counts; null: it never closes. Not before it is due.",
  })
  @IsOptional()
  @ValidateNested()
  closesAt?: EnteredDateTimeInput | null;

  @Field(() => EnteredDateTimeInput, {
    nullable: true,
    description: "When learners see their grades; null: not until they are released by hand.",
  })
  @IsOptional()
  @ValidateNested()
  releaseAt?: EnteredDateTimeInput | null;

  @Field(() => Int, {
    nullable: true,
    description: `Hours before the due time at which learners who have handed in nothing are reminded, 1 to ${REMIND_HOURS_MAX}; null: no reminder.`,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(REMIND_HOURS_MAX)
  remindHours?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `Days after the release of grades in which learners may ask for a regrade, 1 to ${REGRADE_DAYS_MAX}; null: they may not.`,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(REGRADE_DAYS_MAX)
  regradeDays?: number | null;
}

@InputType({ description: "A problem of an assignment." })
export class ClassAssignmentProblemInput {
  @Field(() => idOf("Problem"), { description: "A problem that you may read. Learners can open it once it is published." })
  problemId!: string;

  @Field(() => Int, { description: `Points, 1 to ${POINTS_MAX}.` })
  @IsInt()
  @Min(1)
  @Max(POINTS_MAX)
  points!: number;
}

@InputType({ description: "A new assignment of a class. Dates are wall clock times in the time zone of the class." })
export class CreateClassAssignmentInput extends ClassAssignmentFields {
  @Field(() => idOf("Class"), { description: "The class." })
  classId!: string;

  @Field(() => ClassAssignmentKindEnum, { description: "What is handed in. Cannot be changed later." })
  kind!: ClassAssignmentKind;

  @Field(() => String, { description: `Title, one line of 1 to ${TITLE_MAX} characters.` })
  @Length(1, TITLE_MAX)
  @Trimmed()
  @OneLine()
  title!: string;

  @Field(() => [ClassAssignmentProblemInput], {
    nullable: true,
    description: `Problems in order, at most ${PROBLEMS_MAX}. Required for PROBLEMS, and only allowed there.`,
  })
  @IsOptional()
  @ArrayMaxSize(PROBLEMS_MAX)
  @ValidateNested({ each: true })
  problems?: ClassAssignmentProblemInput[] | null;

  @Field(() => idOf("Quiz"), { nullable: true, description: "A quiz that you may read. Required for QUIZ, and only allowed there." })
  @IsOptional()
  quizId?: string | null;

  @Field(() => GradingPolicyInput, {
    nullable: true,
    description: "What decides about grades. Later changes are staged: `stageGradingChange`.",
  })
  @IsOptional()
  @ValidateNested()
  policy?: GradingPolicyInput | null;

  @Field(() => Boolean, { nullable: true, description: "Whether groups hand it in. Default false." })
  @IsOptional()
  groupWork?: boolean | null;
}

@InputType({
  description:
    "Changes to an assignment. Omitted fields stay unchanged, and so does a date that is entered as it is. null clears texts, dates, `remindHours` and `regradeDays`; for other fields it is BAD_USER_INPUT with the code REQUIRED.",
})
@NeverNull<UpdateClassAssignmentInput>("title", "problems", "quizId", "groupWork")
export class UpdateClassAssignmentInput extends ClassAssignmentFields {
  @Field(() => idOf("ClassAssignment"), { description: "The assignment." })
  id!: string;

  @Field(() => Int, { description: "The `version` that the change is based on." })
  @IsInt()
  @Min(1)
  expectedVersion!: number;

  @Field(() => String, { nullable: true, description: `Title, one line of 1 to ${TITLE_MAX} characters.` })
  @IsOptional()
  @Length(1, TITLE_MAX)
  @Trimmed()
  @OneLine()
  title?: string | null;

  @Field(() => [ClassAssignmentProblemInput], {
    nullable: true,
    description: `All problems from now on, in order, 1 to ${PROBLEMS_MAX}. Only for PROBLEMS. A problem for which work was handed in cannot be left out: CONFLICT.`,
  })
  @IsOptional()
  @ArrayMaxSize(PROBLEMS_MAX)
  @ValidateNested({ each: true })
  problems?: ClassAssignmentProblemInput[] | null;

  @Field(() => idOf("Quiz"), {
    nullable: true,
    description: "Another quiz that you may read. Only for a QUIZ. CONFLICT once learners have begun the present one.",
  })
  @IsOptional()
  quizId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether groups hand it in. Turning it off is CONFLICT while the assignment has groups.",
  })
  @IsOptional()
  groupWork?: boolean | null;
}

@InputType({ description: "The assignment to delete." })
export class DeleteClassAssignmentInput {
  @Field(() => idOf("ClassAssignment"), { description: "The assignment." })
  id!: string;
}

@InputType({ description: "The assignment whose grades to release." })
export class ReleaseGradesInput {
  @Field(() => idOf("ClassAssignment"), { description: "The assignment." })
  id!: string;
}

@ObjectType({ description: "Result of createClassAssignment." })
export class CreateClassAssignmentPayload {
  @Field(() => ClassAssignmentType, { description: "The new assignment." })
  assignment!: AssignmentRow;
}

@ObjectType({ description: "Result of updateClassAssignment." })
export class UpdateClassAssignmentPayload {
  @Field(() => ClassAssignmentType, { description: "The assignment after the change." })
  assignment!: AssignmentRow;

  @Field(() => GradingChangeType, {
    nullable: true,
    description:
      "If grades are released: the change of problems or quiz, which is staged and takes effect with `applyGradingChange`. Null if everything took effect.",
  })
  stagedChange!: ChangeRow | null;
}

@ObjectType({ description: "Result of deleteClassAssignment." })
export class DeleteClassAssignmentPayload {
  @Field(() => idOf("ClassAssignment"), { description: "ID of the deleted assignment." })
  deletedId!: string;
}

@ObjectType({ description: "Result of releaseGrades." })
export class ReleaseGradesPayload {
  @Field(() => ClassAssignmentType, { description: "The assignment, with `released` true." })
  assignment!: AssignmentRow;
}
