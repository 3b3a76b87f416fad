import { IsIn, IsInt, IsOptional, Max, MaxLength, Min } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { Node } from "../../../../graphql/node.js";
import { OneLine } from "../../../../graphql/one-line.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { Trimmed } from "../../../../graphql/trimmed.js";
import { HEADLINE_MAX, INTERVIEW_MINUTES, NOTICE_HOURS, type InterviewMinutes } from "../interview-limits.js";
import type { HostRow, SlotRow } from "./hosts.service.js";

const LENGTHS = INTERVIEW_MINUTES.join(", ");

@ObjectType("InterviewHost", {
  implements: Node,
  simpleResolvers: true,
  description: "An instructor with whom interviews can be booked. Visible to every account while open.",
})
export class InterviewHostType implements HostRow {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => String, { description: "What the host offers, one line of plain text." })
  headline!: string;

  @Field(() => Int, { description: "Length of an interview in minutes." })
  minutes!: number;

  @Field(() => Int, { description: "Hours between booking and the earliest start." })
  noticeHours!: number;

  @Field(() => Boolean, { description: "Whether bookings are taken. False only for yourself." })
  isOpen!: boolean;
}

export const InterviewHostConnection = connectionOf("InterviewHost", () => InterviewHostType);

@ObjectType("InterviewSlot", { simpleResolvers: true, description: "A start that can be booked." })
export class InterviewSlotType implements SlotRow {
  @Field(() => GraphQLDateTime, { description: "Start, for `bookInterview`." })
  startsAt!: Date;

  @Field(() => GraphQLDateTime, { description: "End." })
  endsAt!: Date;
}

@InputType({ description: "How you take bookings. Your windows of time say when." })
export class SetInterviewHostingInput {
  @Field(() => Boolean, { description: "Whether bookings are taken. Interviews that are booked stay." })
  isOpen!: boolean;

  @Field(() => Int, { description: `Length of an interview in minutes: ${LENGTHS}.` })
  @IsIn(INTERVIEW_MINUTES)
  minutes!: InterviewMinutes;

  @Field(() => Int, {
    nullable: true,
    description: `Hours between booking and the earliest start, ${NOTICE_HOURS.min} to ${NOTICE_HOURS.max}. Default 24.`,
  })
  @IsOptional()
  @IsInt()
  @Min(NOTICE_HOURS.min)
  @Max(NOTICE_HOURS.max)
  noticeHours?: number | null;

  @Field(() => String, { nullable: true, description: `What you offer, one line, at most ${HEADLINE_MAX} characters. Default: empty.` })
  @IsOptional()
  @MaxLength(HEADLINE_MAX)
  @Trimmed()
  @OneLine()
  headline?: string | null;
}

@ObjectType({ description: "Result of setInterviewHosting." })
export class SetInterviewHostingPayload {
  @Field(() => InterviewHostType, { description: "You as a host." })
  host!: HostRow;
}
