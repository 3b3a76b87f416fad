import { IsOptional, MaxLength } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { ArgsType, Field, InputType, ObjectType } from "type-graphql";
import { idOf } from "../../../../graphql/global-ids.js";
import { PageArgs } from "../../../../graphql/pagination.js";
import { LanguageName } from "../../../practice/languages/language.type.js";
import { REASON_MAX } from "../interview-limits.js";
import type { InterviewRow } from "./interview.rows.js";
import { InterviewType } from "./interview.type.js";

@ArgsType()
export class MyInterviewsArgs extends PageArgs {
  @Field(() => Boolean, {
    nullable: true,
    description: "True: proposed and confirmed ones, soonest first. False: those that are over, newest first. Default: all, newest first.",
  })
  upcoming?: boolean | null;
}

@InputType({ description: "A slot to book." })
export class BookInterviewInput {
  @Field(() => idOf("InterviewHost"), { description: "The host." })
  hostId!: string;

  @Field(() => GraphQLDateTime, { description: "`startsAt` of one of `interviewSlots`." })
  startsAt!: Date;

  @Field(() => LanguageName, { nullable: true, description: "Slug, ID or alias of the programming language. Default: any." })
  @IsOptional()
  @MaxLength(40)
  language?: string | null;
}

@InputType({ description: "The interview to confirm." })
export class ConfirmInterviewInput {
  @Field(() => idOf("Interview"), { description: "The interview." })
  id!: string;
}

@InputType({ description: "Another time for an interview." })
export class RescheduleInterviewInput {
  @Field(() => idOf("Interview"), { description: "The interview." })
  id!: string;

  @Field(() => GraphQLDateTime, { description: "New start: 1 hour to 31 days ahead, at a multiple of 15 minutes." })
  startsAt!: Date;
}

@InputType({ description: "The interview to cancel." })
export class CancelInterviewInput {
  @Field(() => idOf("Interview"), { description: "The interview." })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: `Reason, which the other participant sees, at most ${REASON_MAX} characters. Default: empty.`,
  })
  @IsOptional()
  @MaxLength(REASON_MAX)
  reason?: string | null;
}

@InputType({ description: "The question of an interview." })
export class SetInterviewProblemInput {
  @Field(() => idOf("Interview"), { description: "The interview." })
  id!: string;

  @Field(() => idOf("Problem"), { description: "The problem to ask. You must be able to submit to it." })
  problemId!: string;
}

@ObjectType({ description: "Result of bookInterview." })
export class BookInterviewPayload {
  @Field(() => InterviewType, { description: "The interview, which the host has to confirm." })
  interview!: InterviewRow;
}

@ObjectType({ description: "Result of confirmInterview." })
export class ConfirmInterviewPayload {
  @Field(() => InterviewType, { description: "The interview; CONFIRMED once both have agreed." })
  interview!: InterviewRow;
}

@ObjectType({ description: "Result of rescheduleInterview." })
export class RescheduleInterviewPayload {
  @Field(() => InterviewType, { description: "The interview, which the other participant has to confirm." })
  interview!: InterviewRow;
}

@ObjectType({ description: "Result of cancelInterview." })
export class CancelInterviewPayload {
  @Field(() => InterviewType, { description: "The cancelled interview." })
  interview!: InterviewRow;
}

@ObjectType({ description: "Result of setInterviewProblem." })
export class SetInterviewProblemPayload {
  @Field(() => InterviewType, { description: "The interview with its question." })
  interview!: InterviewRow;
}
