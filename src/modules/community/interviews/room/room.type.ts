import { GraphQLDateTime } from "graphql-scalars";
import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { LanguageType } from "../../../practice/languages/language.type.js";
import { languageOf } from "../../../practice/languages/languages.js";
import { Verdict } from "../../../practice/submissions/judgements/judgement.type.js";
import type { Seat } from "../bookings/interview.entity.js";
import { InterviewSeatEnum } from "../bookings/interview.type.js";
import type { KeptCase, KeptRun } from "./kept-run.js";
import { ROOM_EVENT_KINDS } from "./room.entity.js";

const DELIVERY_KINDS = ["DOCUMENT", ...ROOM_EVENT_KINDS, "PRESENCE"] as const;
export type DeliveryKind = (typeof DELIVERY_KINDS)[number];

export const InterviewRoomEventKindEnum = enumOf(DELIVERY_KINDS);
registerEnumType(InterviewRoomEventKindEnum, {
  name: "InterviewRoomEventKind",
  description: "What happened in a room.",
  valuesConfig: {
    DOCUMENT: { description: "The shared code as it is: `update` has all of it, `present` who is here. Comes first, without `after`." },
    UPDATE: { description: "The shared code has changed: apply `update`." },
    MESSAGE: { description: "A message: `text`." },
    RUN: { description: "The shared code was run: `run`." },
    JOINED: { description: "Somebody has entered for the first time." },
    STARTED: { description: "Both are here: the clock runs, from `Interview.startedAt` on." },
    SWAPPED: { description: "Half time: the second round has begun, and roles have swapped." },
    CLOSED: { description: "The interview is over. The subscription completes." },
    PRESENCE: {
      description: "A cursor has moved (`cursor`), or a participant has entered or left (`isHere`). Not kept, and without a number.",
    },
  },
});

@ObjectType("InterviewRunCase", { simpleResolvers: true, description: "One run of the shared code. Texts are cut at 2,000 characters." })
export class InterviewRunCaseType implements KeptCase {
  @Field(() => String, { description: "Name of the sample, or `stdin` for custom input." })
  name!: string;

  @Field(() => String, { description: "Standard input." })
  input!: string;

  @Field(() => String, { nullable: true, description: "Expected output; null for custom input." })
  expected!: string | null;

  @Field(() => String, { description: "Standard output." })
  stdout!: string;

  @Field(() => String, { description: "Standard error." })
  stderr!: string;

  @Field(() => Verdict, { nullable: true, description: "Verdict; null if the program ended normally and nothing was expected." })
  verdict!: Verdict | null;

  @Field(() => String, { nullable: true, description: "Details of the verdict." })
  detail!: string | null;

  @Field(() => Int, { description: "CPU time, in milliseconds." })
  cpuMs!: number;

  @Field(() => Int, { description: "Peak memory, in KiB." })
  peakMemoryKb!: number;
}

@ObjectType("InterviewRun", {
  simpleResolvers: true,
  description: "A run of the shared code on the judge. Nothing is submitted or counted.",
})
export class InterviewRunType implements Omit<KeptRun, "cases" | "language"> {
  @Field(() => Int, { description: "Round whose code ran." })
  round!: number;

  @Derived(languageOf)
  @Field(() => LanguageType, { description: "Programming language." })
  language?: LanguageType;

  @Field(() => Boolean, { description: "Whether it compiled. When false, `cases` is empty." })
  compiled!: boolean;

  @Field(() => String, { nullable: true, description: "Compiler output, cut at 2,000 characters." })
  compilerOutput!: string | null;

  @Field(() => [InterviewRunCaseType], { description: "One run per input, at most 10." })
  cases!: InterviewRunCaseType[];
}

export interface RoomEventRow {
  kind: DeliveryKind;
  sequence: number | null;
  seat: Seat | null;
  update: string | null;
  text: string | null;
  run: KeptRun | null;
  cursor: string | null;
  isHere: boolean | null;
  present: Seat[] | null;
  at: Date | null;
}

@ObjectType("InterviewRoomEvent", {
  simpleResolvers: true,
  description: "Something that happened in a room. Events with a number follow each other without gaps, from 1.",
})
export class InterviewRoomEventType implements Omit<RoomEventRow, "run"> {
  @Field(() => InterviewRoomEventKindEnum, { description: "What happened." })
  kind!: DeliveryKind;

  @Field(() => Int, {
    nullable: true,
    description: "Number, for `after` of `interviewRoom`. Of DOCUMENT that of the last event in it; null for PRESENCE.",
  })
  sequence!: number | null;

  @Field(() => InterviewSeatEnum, { nullable: true, description: "Who did it, by the account that sent it; null for the clock." })
  seat!: Seat | null;

  @Field(() => String, { nullable: true, description: "Of DOCUMENT and UPDATE: an update of Yjs (format 1) in base64." })
  update!: string | null;

  @Field(() => String, { nullable: true, description: "Of MESSAGE: plain text." })
  text!: string | null;

  @Field(() => InterviewRunType, { nullable: true, description: "Of RUN: the result." })
  run!: InterviewRunType | null;

  @Field(() => String, {
    nullable: true,
    description: "Of PRESENCE: what the other client says about its cursor. Untrusted text of that client.",
  })
  cursor!: string | null;

  @Field(() => Boolean, { nullable: true, description: "Of PRESENCE: whether `seat` is in the room now; null if a cursor has moved." })
  isHere!: boolean | null;

  @Field(() => [InterviewSeatEnum], { nullable: true, description: "Of DOCUMENT: who is in the room." })
  present!: Seat[] | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it happened; null for DOCUMENT and PRESENCE." })
  at!: Date | null;
}

export const InterviewRoomEventConnection = connectionOf("InterviewRoomEvent", () => InterviewRoomEventType);
