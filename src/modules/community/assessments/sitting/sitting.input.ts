import { ArrayMaxSize, IsInt, IsNumber, IsOptional, Length, Max, MaxLength, Min, ValidateNested } from "class-validator";
import { Field, Float, InputType, Int } from "type-graphql";
import { idOf } from "../../../../graphql/global-ids.js";
import { QuizAnswerInput } from "../../../learning/quizzes/attempts/attempt.input.js";
import { LanguageName } from "../../../practice/languages/language.type.js";
import { ASSESSMENT_LIMITS as LIMITS } from "../assessment-limits.js";

@InputType({ description: "Internal base type; not part of the schema." })
abstract class OfTask {
  @Field(() => Int, { description: "Position of the task." })
  @IsInt()
  @Min(1)
  @Max(LIMITS.tasks)
  position!: number;
}

@InputType({ description: "Code to save." })
export class SaveAssessmentCodeInput extends OfTask {
  @Field(() => LanguageName, { description: "Slug or ID of one of `languages`, or one of its `aliases`." })
  @MaxLength(40)
  language!: string;

  @Field(() => String, { description: `The code, at most ${LIMITS.code} characters.` })
  @MaxLength(LIMITS.code)
  source!: string;

  @Field(() => Int, { description: "`version` of the saved code that you have seen: it is replaced only if it is still the stored one." })
  @IsInt()
  @Min(0)
  expectedVersion!: number;
}

@InputType({ description: "Code to submit." })
export class SubmitAssessmentCodeInput extends OfTask {
  @Field(() => LanguageName, { description: "Slug or ID of one of `languages`, or one of its `aliases`." })
  @MaxLength(40)
  language!: string;

  @Field(() => String, { description: `Source code as a single file, at most ${LIMITS.code} characters.` })
  @MaxLength(LIMITS.code)
  source!: string;

  @Field(() => String, {
    nullable: true,
    description: "A key of your choice, at most 100 characters. Repeating the call with the same key and content submits once.",
  })
  @IsOptional()
  @Length(1, 100)
  idempotencyKey?: string | null;
}

@InputType({ description: "Code to run without submitting it." })
export class RunAssessmentCodeInput extends OfTask {
  @Field(() => LanguageName, { description: "Slug or ID of one of `languages`, or one of its `aliases`." })
  @MaxLength(40)
  language!: string;

  @Field(() => String, { description: `Source code as a single file, at most ${LIMITS.code} characters.` })
  @MaxLength(LIMITS.code)
  source!: string;

  @Field(() => String, { nullable: true, description: "Custom standard input, at most 64 KiB. Default: the problem's samples." })
  @IsOptional()
  @MaxLength(65_536)
  stdin?: string | null;
}

@InputType({ description: "Answers of a quiz to save." })
export class SaveAssessmentAnswersInput extends OfTask {
  @Field(() => [QuizAnswerInput], { description: `Answers, at most ${LIMITS.answers}. Others stay as they are.` })
  @ArrayMaxSize(LIMITS.answers)
  @ValidateNested({ each: true })
  answers!: QuizAnswerInput[];
}

@InputType({ description: "Grade of an essay of a candidate." })
export class GradeAssessmentAnswerInput {
  @Field(() => idOf("AssessmentCandidate"), { description: "The candidate." })
  candidateId!: string;

  @Field(() => Int, { description: "Position of the quiz among the tasks." })
  @IsInt()
  @Min(1)
  @Max(LIMITS.tasks)
  task!: number;

  @Field(() => Int, { description: "Position of the question in the quiz." })
  @IsInt()
  @Min(1)
  @Max(LIMITS.answers)
  position!: number;

  @Field(() => Float, { description: "Share of the points, 0 to 1." })
  @IsNumber()
  @Min(0)
  @Max(1)
  share!: number;

  @Field(() => String, { nullable: true, description: "Comment in Markdown, at most 5000 characters." })
  @IsOptional()
  @MaxLength(5000)
  comment?: string | null;
}
