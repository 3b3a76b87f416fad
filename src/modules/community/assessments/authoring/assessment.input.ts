import { ArrayMaxSize, IsInt, IsOptional, Length, Max, MaxLength, Min, ValidateNested } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { ArgsType, Field, InputType, Int, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { NeverNull } from "../../../../graphql/kept.js";
import { OneLine } from "../../../../graphql/one-line.js";
import { PageArgs } from "../../../../graphql/pagination.js";
import { Trimmed } from "../../../../graphql/trimmed.js";
import { ASSESSMENT_FEEDBACK, ASSESSMENT_LIMITS as LIMITS, ASSESSMENT_STATUSES, type AssessmentFeedback } from "../assessment-limits.js";

export const AssessmentStatusEnum = enumOf(ASSESSMENT_STATUSES);
registerEnumType(AssessmentStatusEnum, {
  name: "AssessmentStatus",
  description: "What can be done with an assessment.",
  valuesConfig: {
    DRAFT: { description: "It is being written. Nobody can be invited." },
    PUBLISHED: { description: "Candidates can be invited, and take it within its window." },
    ARCHIVED: { description: "Read-only. Nobody can start; who has started can finish. Results stay." },
  },
});

export const AssessmentFeedbackEnum = enumOf(ASSESSMENT_FEEDBACK);
registerEnumType(AssessmentFeedbackEnum, {
  name: "AssessmentFeedback",
  description: "What candidates learn of their code before results are released.",
  valuesConfig: {
    NOTHING: { description: "That it was received and whether it is still being judged." },
    VERDICTS: { description: "The verdict of each submission, without tests." },
  },
});

@InputType({ description: "A part of an assessment: problems (`problemIds`), or a quiz (`quizId`)." })
export class AssessmentItemInput {
  @Field(() => String, {
    nullable: true,
    description: `Heading of its section, at most ${LIMITS.title} characters. Consecutive items with the same heading are one section.`,
  })
  @IsOptional()
  @MaxLength(LIMITS.title)
  @OneLine()
  section?: string | null;

  @Field(() => [idOf("Problem")], {
    nullable: true,
    description: `1 to ${LIMITS.pool} problems of the same difficulty that you may open, drafts of your own included. Each candidate gets \`draw\` of them, by seed.`,
  })
  @IsOptional()
  @ArrayMaxSize(LIMITS.pool)
  problemIds?: string[] | null;

  @Field(() => idOf("Quiz"), {
    nullable: true,
    description:
      "A quiz that you may read, without CODE questions. Its draws and orders follow the candidate's seed; its own times and limits do not apply.",
  })
  quizId?: string | null;

  @Field(() => Int, { nullable: true, description: `Number of problems for each candidate, 1 to ${LIMITS.draw}. Default 1.` })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(LIMITS.draw)
  draw?: number | null;

  @Field(() => Int, { description: `Points of the quiz, or of each problem: 1 to ${LIMITS.points}.` })
  @IsInt()
  @Min(1)
  @Max(LIMITS.points)
  points!: number;
}

@InputType({ description: "Internal base type; not part of the schema." })
abstract class AssessmentSettings {
  @Field(() => String, {
    nullable: true,
    description: `Instructions for candidates in Markdown, at most ${LIMITS.instructions} characters.`,
  })
  @IsOptional()
  @MaxLength(LIMITS.instructions)
  instructions?: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Nobody can start before. Default: no limit." })
  opensAt?: Date | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: "Nobody can start after, and who starts late has only the time until then, plus extra time. Default: no limit.",
  })
  closesAt?: Date | null;

  @Field(() => AssessmentFeedbackEnum, { nullable: true, description: "What candidates learn while they work. Default NOTHING." })
  @IsOptional()
  feedback?: AssessmentFeedback;

  @Field(() => [AssessmentItemInput], {
    nullable: true,
    description: `Its items in order, at most ${LIMITS.items}. Replaces all items. CONFLICT once a candidate has started.`,
  })
  @IsOptional()
  @ArrayMaxSize(LIMITS.items)
  @ValidateNested({ each: true })
  items?: AssessmentItemInput[];
}

const TIME_LIMIT = `Time of a candidate in milliseconds, ${LIMITS.timeLimitMs.min} to ${LIMITS.timeLimitMs.max}.`;

@InputType({ description: "A new assessment." })
export class CreateAssessmentInput extends AssessmentSettings {
  @Field(() => String, { description: `Title, one line, 1 to ${LIMITS.title} characters. Candidates see it.` })
  @Trimmed()
  @Length(1, LIMITS.title)
  @OneLine()
  title!: string;

  @Field(() => idOf("Organization"), {
    nullable: true,
    description: "Organization that owns it: its owners, managers and instructors edit it and see results. Default: you.",
  })
  organizationId?: string | null;

  @Field(() => Int, { description: TIME_LIMIT })
  @IsInt()
  @Min(LIMITS.timeLimitMs.min)
  @Max(LIMITS.timeLimitMs.max)
  timeLimitMs!: number;
}

@NeverNull<UpdateAssessmentInput>("title", "timeLimitMs", "feedback", "items")
@InputType({ description: "Changes to an assessment. Absent fields stay." })
export class UpdateAssessmentInput extends AssessmentSettings {
  @Field(() => idOf("Assessment"), { description: "The assessment." })
  id!: string;

  @Field(() => Int, { description: "`revision` that you have seen. CONFLICT if there is a newer one." })
  @IsInt()
  @Min(1)
  expectedRevision!: number;

  @Field(() => String, { nullable: true, description: `Title, one line, 1 to ${LIMITS.title} characters.` })
  @IsOptional()
  @Trimmed()
  @Length(1, LIMITS.title)
  @OneLine()
  title?: string;

  @Field(() => Int, { nullable: true, description: `${TIME_LIMIT} CONFLICT once a candidate has started.` })
  @IsOptional()
  @IsInt()
  @Min(LIMITS.timeLimitMs.min)
  @Max(LIMITS.timeLimitMs.max)
  timeLimitMs?: number;
}

@InputType({ description: "An assessment." })
export class AssessmentIdInput {
  @Field(() => idOf("Assessment"), { description: "The assessment." })
  id!: string;
}

@InputType({ description: "The assessment to copy." })
export class CopyAssessmentInput {
  @Field(() => idOf("Assessment"), { description: "The assessment." })
  id!: string;

  @Field(() => String, { description: `Title of the copy, one line, 1 to ${LIMITS.title} characters.` })
  @Trimmed()
  @Length(1, LIMITS.title)
  @OneLine()
  title!: string;
}

@ArgsType()
export class AssessmentListArgs extends PageArgs {
  @Field(() => idOf("Organization"), { nullable: true, description: "Only assessments of this organization." })
  organizationId?: string | null;

  @Field(() => AssessmentStatusEnum, { nullable: true, description: "Only assessments with this status." })
  @IsOptional()
  status?: string | null;
}

@InputType({ description: "Code of an assessment to judge again." })
export class RejudgeAssessmentInput {
  @Field(() => idOf("Assessment"), { description: "The assessment." })
  id!: string;

  @Field(() => idOf("Problem"), { nullable: true, description: "Only code for this problem. Default: for all." })
  problemId?: string | null;

  @Field(() => String, { nullable: true, description: "Reason, for the audit log; at most 1,000 characters." })
  @IsOptional()
  @MaxLength(1000)
  reason?: string | null;
}
