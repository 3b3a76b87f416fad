import { GraphQLDateTime, GraphQLEmailAddress } from "graphql-scalars";
import { Field, Float, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { markdown, MarkdownType } from "../../../../graphql/markdown.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { AssessmentFeedbackEnum } from "../authoring/assessment.input.js";
import { GRACE_MS, type AssessmentFeedback } from "../assessment-limits.js";
import { CANDIDATE_STATUSES, SITTING_ENDS, type CandidateStatus, type SittingEnd } from "../sitting/sitting-states.js";
import type { CandidateRow } from "./candidate.rows.js";

export const CandidateStatusEnum = enumOf(CANDIDATE_STATUSES);
registerEnumType(CandidateStatusEnum, {
  name: "AssessmentSittingStatus",
  description: "How far a candidate is.",
  valuesConfig: {
    NOT_STARTED: { description: "The time has not started." },
    OPEN: { description: "The candidate works." },
    BREAK: { description: "The candidate has a break: the time stands still, and tasks are not shown." },
    FINISHED: { description: "Nothing can change any more. The judge or staff still have to grade something." },
    GRADED: { description: "The score is final, unless staff change a grade." },
  },
});

export const SittingEndEnum = enumOf(SITTING_ENDS);
registerEnumType(SittingEndEnum, {
  name: "AssessmentSittingEnd",
  description: "What ended a sitting.",
  valuesConfig: {
    CANDIDATE: { description: "The candidate finished it." },
    DEADLINE: { description: "The time was over. What was saved counts." },
    AUTHOR: { description: "The candidate was revoked." },
  },
});

/** Results are shown to the candidate. */
export const areReleased = ({ releasedAt, status }: CandidateRow): boolean => releasedAt !== null && status === "GRADED";

@ObjectType("AssessmentCandidate", {
  implements: Node,
  simpleResolvers: true,
  description: "Someone who is invited to an assessment, with the one sitting. Visible to those who run the assessment.",
})
export class AssessmentCandidateType {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => String, { description: "Name that the author gave; may be empty." })
  name!: string;

  @Field(() => GraphQLEmailAddress, { nullable: true, description: "Address that was invited; null for an account." })
  email!: string | null;

  @Field(() => String, {
    description:
      "Seed of the variant: with the assessment's items it decides which problems and questions the candidate gets, in which order.",
  })
  seed!: string;

  @Field(() => Int, { description: "Time in percent of the limit." })
  timePercent!: number;

  @Field(() => Int, { description: "Time of all breaks in milliseconds." })
  breakMs!: number;

  @Field(() => Int, { description: "Time of this candidate in milliseconds, without breaks." })
  timeLimitMs!: number;

  @Field(() => GraphQLDateTime, { description: "When the last link was made." })
  invitedAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When the link stops working." })
  linkExpiresAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When link and sessions were revoked; null if they were not." })
  revokedAt!: Date | null;

  @Field(() => CandidateStatusEnum, { description: "How far the candidate is." })
  status!: CandidateStatus;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When the time started." })
  startedAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Deadline on the server's clock, with breaks taken so far." })
  deadlineAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it ended." })
  endedAt!: Date | null;

  @Field(() => SittingEndEnum, { nullable: true, description: "What ended it." })
  endedBy!: SittingEnd | null;

  @Field(() => Float, { nullable: true, description: "Points, with at most two decimals. Null until GRADED." })
  score!: number | null;

  @Field(() => Int, { nullable: true, description: "Points for full solutions of all tasks. Null before the start." })
  maxScore!: number | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When the score became final." })
  gradedAt!: Date | null;
}

@ObjectType("AssessmentInvitation", {
  implements: Node,
  simpleResolvers: true,
  description: "An assessment that your account, or its confirmed address, is invited to. Open it with `openMyAssessment`.",
})
export class AssessmentInvitationType {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => String, { description: "Title of the assessment." })
  title!: string;

  @Field(() => GraphQLDateTime, { description: "When you were invited last." })
  invitedAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "You can't start before. Null: no limit." })
  opensAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "You can't start after. Null: no limit." })
  closesAt!: Date | null;

  @Field(() => Int, { description: "Your time in milliseconds, without breaks." })
  timeLimitMs!: number;

  @Field(() => CandidateStatusEnum, { description: "How far you are." })
  status!: CandidateStatus;

  @Derived((row: CandidateRow) => (areReleased(row) ? row.score : null))
  @Field(() => Float, { nullable: true, description: "Your points. Null until results are released." })
  score!: number | null;

  @Derived((row: CandidateRow) => (areReleased(row) ? row.maxScore : null))
  @Field(() => Int, { nullable: true, description: "Points for full solutions. Null until results are released." })
  maxScore!: number | null;
}

@ObjectType("CandidateAssessment", {
  implements: Node,
  description: "The assessment that a candidate's session is for, and how far the candidate is. Visible to that candidate only.",
})
export class CandidateAssessmentType {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => String, { description: "Title." })
  title!: string;

  @Derived(({ instructions }: CandidateRow) => markdown(instructions))
  @Field(() => MarkdownType, { description: "Instructions; may be empty." })
  instructions!: MarkdownType;

  @Field(() => GraphQLDateTime, { nullable: true, description: "You can't start before. Null: no limit." })
  opensAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "You can't start after. Null: no limit." })
  closesAt!: Date | null;

  @Field(() => Int, { description: "Your time in milliseconds, without breaks." })
  timeLimitMs!: number;

  @Field(() => AssessmentFeedbackEnum, { description: "What you learn of your code while you work." })
  feedback!: AssessmentFeedback;

  @Field(() => CandidateStatusEnum, { description: "How far you are." })
  status!: CandidateStatus;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When your time started, on the server's clock." })
  startedAt!: Date | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: `Deadline on the server's clock, with breaks taken so far. What arrives up to ${GRACE_MS / 1000} seconds later still counts.`,
  })
  deadlineAt!: Date | null;

  @Field(() => Int, { description: "What is left of your breaks, in milliseconds." })
  breakLeftMs!: number;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it ended." })
  endedAt!: Date | null;

  @Field(() => SittingEndEnum, { nullable: true, description: "What ended it." })
  endedBy!: SittingEnd | null;

  @Derived(areReleased)
  @Field(() => Boolean, { description: "Whether you may see your results." })
  released!: boolean;

  @Derived((row: CandidateRow) => (areReleased(row) ? row.score : null))
  @Field(() => Float, { nullable: true, description: "Your points. Null until results are released." })
  score!: number | null;

  @Field(() => Int, { nullable: true, description: "Points for full solutions of all tasks. Null before the start." })
  maxScore!: number | null;

  @Field(() => Int, { description: "Increases with every change; 0 before the start." })
  revision!: number;
}

export const AssessmentCandidateConnection = connectionOf<CandidateRow>("AssessmentCandidate", () => AssessmentCandidateType as never);
export const AssessmentInvitationConnection = connectionOf<CandidateRow>("AssessmentInvitation", () => AssessmentInvitationType as never);
