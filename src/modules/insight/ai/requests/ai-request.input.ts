import { IsOptional, Max, Min } from "class-validator";
import { Field, InputType, Int } from "type-graphql";
import { idOf } from "../../../../graphql/global-ids.js";
import { PATH_STEPS_MAX } from "../features/path/path.feature.js";
import { DRAFT_QUESTIONS_MAX } from "../features/quiz/quiz-draft.feature.js";
import { HINT_LEVELS } from "./ai-request.entity.js";

@InputType({ description: "The submission to review." })
export class ReviewSubmissionInput {
  @Field(() => idOf("Submission"), { description: "ID of a submission of yours that has been judged." })
  submissionId!: string;
}

@InputType({ description: "The submission whose error to explain." })
export class ExplainErrorInput {
  @Field(() => idOf("Submission"), { description: "ID of a submission of yours that did not compile, crashed or exceeded a limit." })
  submissionId!: string;
}

@InputType({ description: "The problem, and how much the hint may tell." })
export class RequestAiHintInput {
  @Field(() => idOf("Problem"), { description: "ID of the problem." })
  problemId!: string;

  @Field(() => Int, { description: "1: help to understand the task. 2: the idea. 3: the steps in words. Never code." })
  @Min(1)
  @Max(HINT_LEVELS)
  level!: number;

  @Field(() => idOf("Submission"), {
    nullable: true,
    description: "ID of a submission of yours to the problem, from which the hint starts. Omitted: no code is sent.",
  })
  @IsOptional()
  submissionId?: string | null;
}

@InputType({ description: "What to summarize: either a lesson or a notebook." })
export class RequestAiSummaryInput {
  @Field(() => idOf("Lesson"), { nullable: true, description: "ID of a lesson that you may read." })
  @IsOptional()
  lessonId?: string | null;

  @Field(() => idOf("Notebook"), { nullable: true, description: "ID of a notebook of yours." })
  @IsOptional()
  notebookId?: string | null;
}

@InputType({ description: "The lesson, and how many questions to draft." })
export class DraftQuizInput {
  @Field(() => idOf("Lesson"), { description: "ID of a lesson that you may read." })
  lessonId!: string;

  @Field(() => Int, { defaultValue: 5, description: `Number of questions, 1 to ${DRAFT_QUESTIONS_MAX}.` })
  @Min(1)
  @Max(DRAFT_QUESTIONS_MAX)
  count!: number;
}

@InputType({ description: "How much of your learning path to tell." })
export class NarrateLearningPathInput {
  @Field(() => Int, { defaultValue: PATH_STEPS_MAX, description: `Number of steps, 1 to ${PATH_STEPS_MAX}.` })
  @Min(1)
  @Max(PATH_STEPS_MAX)
  steps!: number;
}

@InputType({ description: "The problem to proof-read." })
export class ProofreadProblemInput {
  @Field(() => idOf("Problem"), { description: "ID of a problem that you may edit." })
  problemId!: string;
}

@InputType({ description: "The request to cancel." })
export class CancelAiRequestInput {
  @Field(() => idOf("AiRequest"), { description: "ID of the request." })
  id!: string;
}

@InputType({ description: "The request to delete." })
export class DeleteAiRequestInput {
  @Field(() => idOf("AiRequest"), { description: "ID of the request." })
  id!: string;
}
