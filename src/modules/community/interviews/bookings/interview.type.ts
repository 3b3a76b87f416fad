import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { LanguageType } from "../../../practice/languages/language.type.js";
import { languageOf } from "../../../practice/languages/languages.js";
import { INTERVIEW_KINDS, INTERVIEW_STATUSES, SEATS, type InterviewKind, type InterviewStatus, type Seat } from "./interview.entity.js";
import type { InterviewRow, MatchReasons, ParticipantRow } from "./interview.rows.js";

export const InterviewKindEnum = enumOf(INTERVIEW_KINDS);
registerEnumType(InterviewKindEnum, {
  name: "InterviewKind",
  description: "Who interviews whom.",
  valuesConfig: {
    PEER: { description: "Two people who were matched interview each other: roles swap at half time." },
    INSTRUCTOR: { description: "An instructor (FIRST) interviews an account (SECOND) that booked a slot." },
  },
});

export const InterviewStatusEnum = enumOf(INTERVIEW_STATUSES);
registerEnumType(InterviewStatusEnum, {
  name: "InterviewStatus",
  description: "State of an interview.",
  valuesConfig: {
    PROPOSED: { description: "Somebody has to confirm its time, until `confirmBy`." },
    CONFIRMED: { description: "Both have confirmed. The room is open from `opensAt` to `closesAt`." },
    FINISHED: { description: "It took place." },
    CANCELLED: { description: "A participant cancelled it, or an account was deleted or suspended." },
    EXPIRED: { description: "It was not confirmed in time." },
    NO_SHOW: { description: "Somebody did not enter the room in time. Who did looks for a partner again, before others." },
  },
});

export const InterviewSeatEnum = enumOf(SEATS);
registerEnumType(InterviewSeatEnum, {
  name: "InterviewSeat",
  description: "The two participants of an interview.",
  valuesConfig: {
    FIRST: { description: "Interviews in the first round." },
    SECOND: { description: "Is interviewed in the first round." },
  },
});

@ObjectType("InterviewParticipant", { simpleResolvers: true, description: "One of the two people of an interview." })
export class InterviewParticipantType implements Omit<ParticipantRow, "userId"> {
  @Field(() => InterviewSeatEnum, { description: "Seat." })
  seat!: Seat;

  @Field(() => Boolean, { description: "Whether this person has confirmed the present time." })
  isConfirmed!: boolean;

  @Field(() => Boolean, { description: "Whether this person has entered the room." })
  hasJoined!: boolean;
}

@ObjectType("InterviewMatch", { simpleResolvers: true, description: "Why two people were matched." })
export class InterviewMatchType implements Omit<MatchReasons, "topics" | "language"> {
  @Derived(languageOf)
  @Field(() => LanguageType, { description: "A programming language that both asked for." })
  language?: LanguageType;

  @Field(() => Int, { description: "Difference of the two levels." })
  levelDifference!: number;

  @Field(() => [Int], { description: "Minutes that FIRST and SECOND had waited." })
  waitedMinutes!: number[];

  @Field(() => Int, { description: "Number of people that were compared before this choice, at most 64." })
  considered!: number;
}

export interface RoundRow {
  number: number;
  interviewer: Seat;
  startsAt: Date;
  endsAt: Date;
  /** Null if there is none, or the viewer must not see it yet. */
  problemId: string | null;
}

@ObjectType("InterviewRound", { simpleResolvers: true, description: "A part of an interview in which the roles stay the same." })
export class InterviewRoundType implements Omit<RoundRow, "problemId"> {
  @Field(() => Int, { description: "1 or 2. The shared code of a round is the Y.Text `round-1` or `round-2`." })
  number!: number;

  @Field(() => InterviewSeatEnum, { description: "Who asks." })
  interviewer!: Seat;

  @Field(() => GraphQLDateTime, { description: "Start by the clock of the server; as planned until the interview has started." })
  startsAt!: Date;

  @Field(() => GraphQLDateTime, { description: "End by the clock of the server; as planned until the interview has started." })
  endsAt!: Date;
}

@ObjectType("Interview", {
  implements: Node,
  simpleResolvers: true,
  description: "An interview of two people. Only they see it, and its room; for everyone else, admins included, it does not exist.",
})
export class InterviewType implements Omit<
  InterviewRow,
  "sequence" | "language" | "firstProblemId" | "secondProblemId" | "match" | "cancelledSeat" | "participants"
> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => InterviewKindEnum, { description: "Who interviews whom." })
  kind!: InterviewKind;

  @Field(() => InterviewStatusEnum, { description: "State." })
  status!: InterviewStatus;

  @Field(() => GraphQLDateTime, { description: "Start that was agreed on, or is proposed." })
  startsAt!: Date;

  @Field(() => Int, { description: "Length in minutes." })
  minutes!: number;

  @Field(() => GraphQLDateTime, { description: "Until when a proposal has to be confirmed." })
  confirmBy!: Date;

  @Field(() => GraphQLDateTime, { description: "When the room opens." })
  opensAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When the room closes." })
  closesAt!: Date;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: "When the clock of the room started: at the start, once both were in the room. Null before.",
  })
  startedAt!: Date | null;

  @Field(() => InterviewSeatEnum, { description: "Your seat." })
  viewerSeat!: Seat;

  @Field(() => [InterviewParticipantType], { description: "Both people, FIRST before SECOND." })
  participants!: ParticipantRow[];

  @Field(() => InterviewMatchType, { nullable: true, description: "Why you two were matched; null for a booked interview." })
  match!: MatchReasons | null;

  @Field(() => InterviewSeatEnum, { nullable: true, description: "Who cancelled it; null if nobody did." })
  cancelledSeat!: Seat | null;

  @Field(() => String, { description: "Reason of who cancelled it, plain text; may be empty." })
  cancelReason!: string;

  @Field(() => Boolean, { description: "Whether it was cancelled after the deadline." })
  isLate!: boolean;

  @Field(() => GraphQLDateTime, { description: "When it was proposed." })
  createdAt!: Date;
}

export const InterviewConnection = connectionOf("Interview", () => InterviewType);
