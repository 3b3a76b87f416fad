import { ArrayMaxSize, IsInt, IsOptional, Length, Max, MaxLength, Min } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { Node } from "../../../../graphql/node.js";
import { EXCEPTIONS_MAX, GRID_MINUTES, RULE_MAX, WINDOW_MINUTES } from "../interview-limits.js";
import type { AvailabilityRow } from "./availability.rows.js";

const RULE =
  "RRULE of RFC 5545 without its name, such as `FREQ=WEEKLY;BYDAY=MO,WE;COUNT=20`: FREQ is DAILY, WEEKLY or MONTHLY, with COUNT or UNTIL, at most 366 times; INTERVAL, BYDAY, BYMONTHDAY, BYMONTH, BYSETPOS and WKST are known";

@ObjectType("InterviewAvailability", {
  implements: Node,
  simpleResolvers: true,
  description: "A window of time in which you can have interviews. Visible to you only; others see the slots that follow from it.",
})
export class InterviewAvailabilityType implements Omit<AvailabilityRow, "local" | "zone" | "endsAt"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Derived(({ local }: AvailabilityRow) => local)
  @Field(() => String, { description: "Start of the first window on the clock of `timeZone`, such as `2027-03-01T18:00`." })
  startsAt?: string;

  @Derived(({ zone }: AvailabilityRow) => zone)
  @Field(() => String, { description: "IANA time zone. The window keeps its times on this clock when the clock changes." })
  timeZone?: string;

  @Field(() => Int, { description: "Length in minutes on the clock." })
  minutes!: number;

  @Field(() => String, { nullable: true, description: `${RULE}. Null: once. UNTIL is shown on the clock of \`timeZone\`.` })
  rule!: string | null;

  @Field(() => [String], { description: "Dates, such as `2027-03-08`, whose window is left out." })
  exceptions!: string[];

  @Field(() => GraphQLDateTime, { description: "When it was added." })
  createdAt!: Date;
}

@InputType({ description: "A window of time, as a whole." })
export class SaveInterviewAvailabilityInput {
  @Field(() => idOf("InterviewAvailability"), { nullable: true, description: "The window to replace. Default: a new one." })
  id?: string | null;

  @Field(() => String, {
    description: `Start of the first window on the clock of \`timeZone\`, such as \`2027-03-01T18:00\`, at a multiple of ${GRID_MINUTES} minutes. A time that the clock skips is moved on by the length of the gap; of a repeated time the first is meant.`,
  })
  @Length(16, 19)
  startsAt!: string;

  @Field(() => Int, {
    description: `Length on the clock, ${WINDOW_MINUTES.min} to ${WINDOW_MINUTES.max} minutes, a multiple of ${GRID_MINUTES}.`,
  })
  @IsInt()
  @Min(WINDOW_MINUTES.min)
  @Max(WINDOW_MINUTES.max)
  minutes!: number;

  @Field(() => String, { nullable: true, description: "IANA time zone. Default: that of your account." })
  @IsOptional()
  @MaxLength(64)
  timeZone?: string | null;

  @Field(() => String, { nullable: true, description: `${RULE}. Default: once.` })
  @IsOptional()
  @MaxLength(RULE_MAX)
  rule?: string | null;

  @Field(() => [String], { nullable: true, description: `Dates whose window is left out, at most ${EXCEPTIONS_MAX}.` })
  @IsOptional()
  @ArrayMaxSize(EXCEPTIONS_MAX)
  @MaxLength(10, { each: true })
  exceptions?: string[] | null;
}

@InputType({ description: "The window to delete." })
export class DeleteInterviewAvailabilityInput {
  @Field(() => idOf("InterviewAvailability"), { description: "The window." })
  id!: string;
}

@ObjectType({ description: "Result of saveInterviewAvailability." })
export class SaveInterviewAvailabilityPayload {
  @Field(() => InterviewAvailabilityType, { description: "The window." })
  availability!: AvailabilityRow;
}

@ObjectType({ description: "Result of deleteInterviewAvailability." })
export class DeleteInterviewAvailabilityPayload {
  @Field(() => idOf("InterviewAvailability"), { nullable: true, description: "ID of the deleted window; null if there was none." })
  deletedId!: string | null;
}
