import { IsNumber, IsOptional, Length, Max, MaxLength, Min } from "class-validator";
import { Field, Float, InputType } from "type-graphql";
import { QUESTION_LIMITS } from "./question-limits.js";

const { text } = QUESTION_LIMITS;
const KEY = `Unique within the question, at most ${QUESTION_LIMITS.key} characters. Learners never see it.`;
const WEIGHT = "Share of the points, -1 to 1.";

@InputType({ description: "A choice." })
export class QuestionChoiceInput {
  @Field(() => String, { description: KEY })
  @Length(1, QUESTION_LIMITS.key)
  key!: string;

  @Field(() => String, { description: `Markdown, 1 to ${text} characters.` })
  @Length(1, text)
  text!: string;

  @Field(() => Float, { description: WEIGHT })
  @IsNumber()
  @Min(-1)
  @Max(1)
  weight!: number;

  @Field(() => String, { nullable: true, description: "Markdown for learners who selected it." })
  @IsOptional()
  @MaxLength(text)
  feedback?: string | null;
}

@InputType({
  description:
    "An accepted answer. For SHORT_TEXT set `text` or `pattern`; for NUMERIC set `minimum` and `maximum`, or `value` and `tolerance`.",
})
export class AcceptedAnswerInput {
  @Field(() => String, { nullable: true, description: `Accepted text, at most ${text} characters.` })
  @IsOptional()
  @MaxLength(text)
  text?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `Regular expression that must match the whole answer, at most ${QUESTION_LIMITS.pattern} characters. Supported: characters, \`.\`, classes, \`\\d \\w \\s\`, groups, \`|\`, and repetitions up to 100. Matching takes linear time.`,
  })
  @IsOptional()
  @MaxLength(QUESTION_LIMITS.pattern)
  pattern?: string | null;

  @Field(() => Float, { nullable: true, description: "Start of the interval, inclusive." })
  @IsOptional()
  @IsNumber()
  minimum?: number | null;

  @Field(() => Float, { nullable: true, description: "End of the interval, inclusive." })
  @IsOptional()
  @IsNumber()
  maximum?: number | null;

  @Field(() => Float, { nullable: true, description: "Expected number." })
  @IsOptional()
  @IsNumber()
  value?: number | null;

  @Field(() => Float, { nullable: true, description: "Largest accepted difference from `value`; 0 or more." })
  @IsOptional()
  @IsNumber()
  @Min(0)
  tolerance?: number | null;

  @Field(() => Float, { description: WEIGHT })
  @IsNumber()
  @Min(-1)
  @Max(1)
  weight!: number;

  @Field(() => String, { nullable: true, description: "Markdown for learners who gave this answer." })
  @IsOptional()
  @MaxLength(text)
  feedback?: string | null;
}

@InputType({ description: "An item of an ORDERING question." })
export class QuestionItemInput {
  @Field(() => String, { description: KEY })
  @Length(1, QUESTION_LIMITS.key)
  key!: string;

  @Field(() => String, { description: `Markdown, 1 to ${text} characters.` })
  @Length(1, text)
  text!: string;
}

@InputType({ description: "A pair of a MATCHING question." })
export class QuestionPairInput {
  @Field(() => String, { description: KEY })
  @Length(1, QUESTION_LIMITS.key)
  key!: string;

  @Field(() => String, { description: `Left side in Markdown, 1 to ${text} characters.` })
  @Length(1, text)
  left!: string;

  @Field(() => String, { description: `Right side in Markdown, 1 to ${text} characters. Equal right sides count as one.` })
  @Length(1, text)
  right!: string;
}
