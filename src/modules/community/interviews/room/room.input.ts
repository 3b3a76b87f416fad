import { IsOptional, Length, MaxLength } from "class-validator";
import { Field, InputType, Int, ObjectType } from "type-graphql";
import { idOf } from "../../../../graphql/global-ids.js";
import { LanguageName } from "../../../practice/languages/language.type.js";
import type { InterviewRow } from "../bookings/interview.rows.js";
import { InterviewType } from "../bookings/interview.type.js";
import { CURSOR_MAX_BYTES, MESSAGE_MAX, UPDATE_MAX_BYTES } from "../interview-limits.js";
import type { KeptRun } from "./kept-run.js";
import { InterviewRunType } from "./room.type.js";

const UPDATE_MAX_CHARACTERS = Math.ceil(UPDATE_MAX_BYTES / 3) * 4;

@InputType({ description: "The room to enter." })
export class JoinInterviewInput {
  @Field(() => idOf("Interview"), { description: "The interview." })
  interviewId!: string;
}

@InputType({ description: "A change of the shared code." })
export class SendInterviewUpdateInput {
  @Field(() => idOf("Interview"), { description: "The interview." })
  interviewId!: string;

  @Field(() => String, {
    description: `An update of Yjs (format 1) in base64, at most ${UPDATE_MAX_BYTES} bytes. Gather what is typed within about 200 ms.`,
  })
  @Length(1, UPDATE_MAX_CHARACTERS)
  update!: string;
}

@InputType({ description: "A message to the other participant." })
export class SendInterviewMessageInput {
  @Field(() => idOf("Interview"), { description: "The interview." })
  interviewId!: string;

  @Field(() => String, { description: `Plain text, 1 to ${MESSAGE_MAX} characters.` })
  @Length(1, MESSAGE_MAX)
  text!: string;
}

@InputType({ description: "Where your cursor is." })
export class MoveInterviewCursorInput {
  @Field(() => idOf("Interview"), { description: "The interview." })
  interviewId!: string;

  @Field(() => String, {
    description: `Any text that your client understands, at most ${CURSOR_MAX_BYTES} characters. Never a name: the seat tells who it is.`,
  })
  @MaxLength(CURSOR_MAX_BYTES)
  cursor!: string;
}

@InputType({ description: "Runs the shared code." })
export class RunInterviewCodeInput {
  @Field(() => idOf("Interview"), { description: "The interview." })
  interviewId!: string;

  @Field(() => LanguageName, { description: "Slug, ID or alias of the programming language." })
  @MaxLength(40)
  language!: string;

  @Field(() => String, { nullable: true, description: "Custom standard input, at most 64 KiB. Default: the samples of the question." })
  @IsOptional()
  @MaxLength(65_536)
  stdin?: string | null;
}

@ObjectType({ description: "Result of joinInterview." })
export class JoinInterviewPayload {
  @Field(() => InterviewType, { description: "The interview." })
  interview!: InterviewRow;
}

@ObjectType({ description: "Result of sendInterviewUpdate." })
export class SendInterviewUpdatePayload {
  @Field(() => Int, { description: "Number of the event." })
  sequence!: number;
}

@ObjectType({ description: "Result of sendInterviewMessage." })
export class SendInterviewMessagePayload {
  @Field(() => Int, { description: "Number of the event." })
  sequence!: number;
}

@ObjectType({ description: "Result of moveInterviewCursor." })
export class MoveInterviewCursorPayload {
  @Field(() => Boolean, { description: "Always true: it was sent." })
  sent!: boolean;
}

@ObjectType({ description: "Result of runInterviewCode." })
export class RunInterviewCodePayload {
  @Field(() => Int, { description: "Number of the event by which both get the result." })
  sequence!: number;

  @Field(() => InterviewRunType, { description: "The result." })
  run!: KeptRun;
}
