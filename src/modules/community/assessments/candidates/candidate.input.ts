import { ArrayMaxSize, ArrayMinSize, IsInt, IsOptional, Length, Max, MaxLength, Min, ValidateNested } from "class-validator";
import { ArgsType, Field, InputType, Int, registerEnumType } from "type-graphql";
import { GraphQLEmailAddress } from "graphql-scalars";
import { enumOf } from "../../../../graphql/enum-of.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { OneLine } from "../../../../graphql/one-line.js";
import { PageArgs } from "../../../../graphql/pagination.js";
import { Trimmed } from "../../../../graphql/trimmed.js";
import { IsEmailAddress } from "../../../accounts/identity/credentials/email-address.js";
import { ASSESSMENT_LIMITS as LIMITS } from "../assessment-limits.js";
import { CANDIDATE_ORDERS, type CandidateOrder } from "./candidate.rows.js";

const { timePercent: TIME, breakMs: BREAK_MS } = LIMITS;

export const CandidateOrderEnum = enumOf(CANDIDATE_ORDERS);
registerEnumType(CandidateOrderEnum, {
  name: "AssessmentCandidateOrder",
  description: "Order of candidates.",
  valuesConfig: {
    NEWEST: { description: "Invited last first." },
    SCORE: { description: "Highest final score first; those without one last." },
  },
});

@InputType({ description: "Internal base type; not part of the schema." })
abstract class AccommodationInput {
  @Field(() => Int, { nullable: true, description: `Time in percent of the limit, ${TIME.min} to ${TIME.max}. Default 100.` })
  @IsOptional()
  @IsInt()
  @Min(TIME.min)
  @Max(TIME.max)
  timePercent?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `Time of all breaks together in milliseconds, at most ${BREAK_MS}. It is added to the time limit when it is used. Default 0.`,
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(BREAK_MS)
  breakMs?: number | null;
}

@InputType({ description: "Someone to invite: by address, with or without an account, or as an account." })
export class InvitedCandidateInput extends AccommodationInput {
  @Field(() => GraphQLEmailAddress, { nullable: true, description: "Address that gets the link by mail. Give either this or `username`." })
  @IsOptional()
  @IsEmailAddress()
  email?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Account that gets a notification and opens the assessment with `openMyAssessment`. At most 30 characters.",
  })
  @IsOptional()
  @MaxLength(30)
  username?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `Name for your lists, one line, at most ${LIMITS.name} characters. It is in no mail.`,
  })
  @IsOptional()
  @Trimmed()
  @MaxLength(LIMITS.name)
  @OneLine()
  name?: string | null;
}

@InputType({ description: "Candidates to invite." })
export class InviteAssessmentCandidatesInput {
  @Field(() => idOf("Assessment"), { description: "The assessment, which must be PUBLISHED." })
  assessmentId!: string;

  @Field(() => [InvitedCandidateInput], { description: `1 to ${LIMITS.invited} candidates.` })
  @ArrayMinSize(1)
  @ArrayMaxSize(LIMITS.invited)
  @ValidateNested({ each: true })
  candidates!: InvitedCandidateInput[];
}

@InputType({ description: "A candidate." })
export class AssessmentCandidateIdInput {
  @Field(() => idOf("AssessmentCandidate"), { description: "The candidate." })
  id!: string;
}

@InputType({ description: "Accommodations of a candidate, as a whole." })
export class SetAssessmentAccommodationInput extends AccommodationInput {
  @Field(() => idOf("AssessmentCandidate"), { description: "The candidate." })
  id!: string;
}

@InputType({ description: "The link of an invitation." })
export class OpenAssessmentInput {
  @Field(() => String, { description: "Token of the link, at most 200 characters." })
  @Length(1, 200)
  token!: string;
}

@InputType({ description: "An invitation of your account." })
export class OpenMyAssessmentInput {
  @Field(() => idOf("AssessmentInvitation"), { description: "The invitation." })
  id!: string;
}

@ArgsType()
export class CandidateListArgs extends PageArgs {
  @Field(() => idOf("Assessment"), { description: "The assessment." })
  assessmentId!: string;

  @Field(() => CandidateOrderEnum, { nullable: true, description: "Order. Default NEWEST." })
  @IsOptional()
  orderBy?: CandidateOrder | null;
}
