import { ArrayMaxSize, IsIn, IsInt, IsOptional, Length, MaxLength, Min, ValidateNested } from "class-validator";
import { ArgsType, Field, InputType, Int, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { NeverNull } from "../../../../graphql/kept.js";
import { OneLine } from "../../../../graphql/one-line.js";
import { PageArgs } from "../../../../graphql/pagination.js";
import { Trimmed } from "../../../../graphql/trimmed.js";
import { QuestionContentInput } from "./content.input.js";
import { QuestionKindEnum } from "./question-kind.type.js";
import { BANK_VISIBILITIES, type BankVisibility } from "./question.entity.js";
import { QUESTION_KINDS, type QuestionKind } from "./question.js";
import { QUESTION_LIMITS } from "./question-limits.js";

export const BankVisibilityEnum = enumOf(BANK_VISIBILITIES);
registerEnumType(BankVisibilityEnum, {
  name: "QuestionBankVisibility",
  description: "Who may read the questions of a bank and use them in quizzes.",
  valuesConfig: {
    PRIVATE: { description: "Its owner, its co-authors and admins." },
    AUTHORS: { description: "All instructors and admins." },
  },
});

const TOPICS_MAX = 10;

@InputType({ description: "A new question bank." })
export class CreateQuestionBankInput {
  @Field(() => String, { description: "Title, 1 to 200 characters." })
  @Trimmed()
  @Length(1, 200)
  @OneLine()
  title!: string;

  @Field(() => String, { nullable: true, description: "Description in Markdown, at most 5,000 characters." })
  @IsOptional()
  @MaxLength(5000)
  description?: string | null;

  @Field(() => BankVisibilityEnum, { nullable: true, description: "Who may use it. Default PRIVATE." })
  visibility?: BankVisibility | null;
}

@InputType({ description: "Changes to a question bank. Absent fields keep their values." })
@NeverNull<UpdateQuestionBankInput>("title", "visibility")
export class UpdateQuestionBankInput {
  @Field(() => idOf("QuestionBank"), { description: "ID of the bank." })
  id!: string;

  @Field(() => String, { nullable: true, description: "Title, 1 to 200 characters." })
  @IsOptional()
  @Trimmed()
  @Length(1, 200)
  @OneLine()
  title?: string;

  @Field(() => String, { nullable: true, description: "Description in Markdown, at most 5,000 characters." })
  @IsOptional()
  @MaxLength(5000)
  description?: string | null;

  @Field(() => BankVisibilityEnum, { nullable: true, description: "Who may use it." })
  visibility?: BankVisibility;
}

@InputType({ description: "A question bank." })
export class DeleteQuestionBankInput {
  @Field(() => idOf("QuestionBank"), { description: "ID of the bank." })
  id!: string;
}

@InputType({ description: "A question bank and an account." })
export class BankPersonInput {
  @Field(() => idOf("QuestionBank"), { description: "ID of the bank." })
  bankId!: string;

  @Field(() => String, { description: "Username of the account." })
  @MaxLength(30)
  username!: string;
}

@InputType({ description: "A new question." })
export class CreateQuestionInput {
  @Field(() => idOf("QuestionBank"), { description: "ID of its bank." })
  bankId!: string;

  @Field(() => QuestionContentInput, { description: "Content of its first version." })
  @ValidateNested()
  content!: QuestionContentInput;

  @Field(() => [String], { nullable: true, description: `Slugs of topics it belongs to, at most ${TOPICS_MAX}.` })
  @IsOptional()
  @ArrayMaxSize(TOPICS_MAX)
  @MaxLength(60, { each: true })
  topics?: string[] | null;
}

@InputType({ description: "Changes to a question. Absent fields keep their values." })
@NeverNull<UpdateQuestionInput>("content")
export class UpdateQuestionInput {
  @Field(() => idOf("Question"), { description: "ID of the question." })
  id!: string;

  @Field(() => Int, { description: "Version that the change is based on." })
  @IsInt()
  @Min(1)
  expectedVersion!: number;

  @Field(() => QuestionContentInput, {
    nullable: true,
    description: "Content of a new version; replaces the previous content completely. The same content makes no new version.",
  })
  @IsOptional()
  @ValidateNested()
  content?: QuestionContentInput;

  @Field(() => [String], { nullable: true, description: `Slugs of topics it belongs to, at most ${TOPICS_MAX}.` })
  @IsOptional()
  @ArrayMaxSize(TOPICS_MAX)
  @MaxLength(60, { each: true })
  topics?: string[] | null;
}

@InputType({ description: "A question." })
export class QuestionIdInput {
  @Field(() => idOf("Question"), { description: "ID of the question." })
  id!: string;
}

@ArgsType()
export class QuestionArgs extends PageArgs {
  @Field(() => QuestionKindEnum, { nullable: true, description: "Only questions of this kind." })
  @IsOptional()
  @IsIn(QUESTION_KINDS)
  kind?: QuestionKind | null;

  @Field(() => [String], { nullable: true, description: "Only questions that have all of these tags." })
  @IsOptional()
  @ArrayMaxSize(QUESTION_LIMITS.tags)
  @MaxLength(QUESTION_LIMITS.tag, { each: true })
  tags?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: "True: only archived questions. Default: only those that are not archived." })
  @IsOptional()
  archived?: boolean | null;
}
