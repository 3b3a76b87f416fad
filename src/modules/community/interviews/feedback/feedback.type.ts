import { IsInt, IsOptional, Max, MaxLength, Min } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, InputType, Int, ObjectType } from "type-graphql";
import { idOf } from "../../../../graphql/global-ids.js";
import type { Seat } from "../bookings/interview.entity.js";
import type { InterviewRow } from "../bookings/interview.rows.js";
import { InterviewSeatEnum, InterviewType } from "../bookings/interview.type.js";
import { COMMENT_MAX, NOTES_MAX, RUBRIC } from "../interview-limits.js";
import type { FeedbackRow } from "./feedback.service.js";

const SCALE = `${RUBRIC.min} (weak) to ${RUBRIC.max} (strong)`;

@ObjectType("InterviewFeedback", { simpleResolvers: true, description: "How one participant rates the other. Visible to both only." })
export class InterviewFeedbackType implements FeedbackRow {
  @Field(() => InterviewSeatEnum, { description: "Who gave it." })
  seat!: Seat;

  @Field(() => Int, { description: `Problem solving, ${SCALE}.` })
  problemSolving!: number;

  @Field(() => Int, { description: `Code, ${SCALE}.` })
  coding!: number;

  @Field(() => Int, { description: `Communication, ${SCALE}.` })
  communication!: number;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether the giver would meet the other again; only the giver sees it, for others null.",
  })
  wouldMeetAgain!: boolean | null;

  @Field(() => String, { description: "Comment, plain text; may be empty." })
  comment!: string;

  @Field(() => GraphQLDateTime, { description: "When it was given." })
  givenAt!: Date;
}

@InputType({ description: "How you rate the other participant." })
export class GiveInterviewFeedbackInput {
  @Field(() => idOf("Interview"), { description: "The interview." })
  interviewId!: string;

  @Field(() => Int, { description: `Problem solving, ${SCALE}.` })
  @IsInt()
  @Min(RUBRIC.min)
  @Max(RUBRIC.max)
  problemSolving!: number;

  @Field(() => Int, { description: `Code, ${SCALE}.` })
  @IsInt()
  @Min(RUBRIC.min)
  @Max(RUBRIC.max)
  coding!: number;

  @Field(() => Int, { description: `Communication, ${SCALE}.` })
  @IsInt()
  @Min(RUBRIC.min)
  @Max(RUBRIC.max)
  communication!: number;

  @Field(() => Boolean, { nullable: true, description: "Whether you would meet this person again. Never shown to this person." })
  wouldMeetAgain?: boolean | null;

  @Field(() => String, { nullable: true, description: `Comment, plain text, at most ${COMMENT_MAX} characters. Default: empty.` })
  @IsOptional()
  @MaxLength(COMMENT_MAX)
  comment?: string | null;
}

@InputType({ description: "Your notes about an interview." })
export class SaveInterviewNotesInput {
  @Field(() => idOf("Interview"), { description: "The interview." })
  interviewId!: string;

  @Field(() => String, { description: `Plain text, at most ${NOTES_MAX} characters. Replaces those so far.` })
  @MaxLength(NOTES_MAX)
  notes!: string;
}

@ObjectType({ description: "Result of giveInterviewFeedback." })
export class GiveInterviewFeedbackPayload {
  @Field(() => InterviewType, { description: "The interview." })
  interview!: InterviewRow;
}

@ObjectType({ description: "Result of saveInterviewNotes." })
export class SaveInterviewNotesPayload {
  @Field(() => InterviewType, { description: "The interview." })
  interview!: InterviewRow;
}
