import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsIn, IsInt, IsOptional, Max, MaxLength, Min } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { Node } from "../../../../graphql/node.js";
import { LanguageName, LanguageType } from "../../../practice/languages/language.type.js";
import { languageOf } from "../../../practice/languages/languages.js";
import { INTERVIEW_MINUTES, LANGUAGES_MAX, LEVEL, TOPICS_MAX, type InterviewMinutes } from "../interview-limits.js";
import { REQUEST_STATUSES, type RequestStatus } from "./request.entity.js";
import type { RequestRow } from "./requests.service.js";

export const InterviewRequestStatusEnum = enumOf(REQUEST_STATUSES);
registerEnumType(InterviewRequestStatusEnum, {
  name: "InterviewRequestStatus",
  description: "State of a request for a peer.",
  valuesConfig: {
    OPEN: { description: "A partner is looked for, at least every 20 seconds." },
    MATCHED: { description: "A partner was found: see `interview`." },
    CANCELLED: { description: "You cancelled it, or did not take part in the interview." },
    EXPIRED: { description: "Nobody was found in time." },
  },
});

@ObjectType("InterviewRequest", {
  implements: Node,
  simpleResolvers: true,
  description:
    "You look for a peer to interview each other. Requests are served by waiting time, first those whose partner failed them; each gets the best partner: nearest level, most common topics, longest waiting. Never the last partner again. Visible to you only.",
})
export class InterviewRequestType implements Omit<RequestRow, "topicIds" | "interviewId" | "languages"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => InterviewRequestStatusEnum, { description: "State." })
  status!: RequestStatus;

  @Field(() => Int, { description: "Your level, 1 (beginner) to 5 (expert). Partners differ by at most 1, after a day by 2." })
  level!: number;

  @Field(() => [idOf("Topic")], { description: "Topics, of which partners share one; empty: any." })
  topicIds!: string[];

  @Derived(({ languages }: RequestRow) => languages.map((language) => languageOf({ language })))
  @Field(() => [LanguageType], { description: "Programming languages, of which partners share one." })
  languages?: LanguageType[];

  @Field(() => Int, { description: "Length in minutes; partners ask for the same." })
  minutes!: number;

  @Field(() => Boolean, {
    description: "Whether it is served before others, because your last partner did not come, confirm or cancel in time.",
  })
  isPriority!: boolean;

  @Field(() => GraphQLDateTime, { description: "When it ends without a partner." })
  expiresAt!: Date;

  @Field(() => GraphQLDateTime, { description: "Since when you wait." })
  createdAt!: Date;
}

@InputType({ description: "Whom you look for. Your windows of time say when." })
export class RequestInterviewInput {
  @Field(() => Int, { description: "Your level, 1 (beginner) to 5 (expert)." })
  @IsInt()
  @Min(LEVEL.min)
  @Max(LEVEL.max)
  level!: number;

  @Field(() => [LanguageName], { description: `Programming languages, 1 to ${LANGUAGES_MAX}: slug, ID or alias.` })
  @ArrayMinSize(1)
  @ArrayMaxSize(LANGUAGES_MAX)
  @MaxLength(40, { each: true })
  languages!: string[];

  @Field(() => [idOf("Topic")], { nullable: true, description: `Topics, at most ${TOPICS_MAX}. Default: any.` })
  @IsOptional()
  @ArrayMaxSize(TOPICS_MAX)
  @ArrayUnique()
  topicIds?: string[] | null;

  @Field(() => Int, { nullable: true, description: `Length in minutes: ${INTERVIEW_MINUTES.join(", ")}. Default 60.` })
  @IsOptional()
  @IsIn(INTERVIEW_MINUTES)
  minutes?: InterviewMinutes | null;
}

@InputType({ description: "The request to cancel." })
export class CancelInterviewRequestInput {
  @Field(() => idOf("InterviewRequest"), { description: "The request." })
  id!: string;
}

@ObjectType({ description: "Result of requestInterview." })
export class RequestInterviewPayload {
  @Field(() => InterviewRequestType, { description: "The open request." })
  request!: RequestRow;
}

@ObjectType({ description: "Result of cancelInterviewRequest." })
export class CancelInterviewRequestPayload {
  @Field(() => InterviewRequestType, { description: "The cancelled request." })
  request!: RequestRow;
}
