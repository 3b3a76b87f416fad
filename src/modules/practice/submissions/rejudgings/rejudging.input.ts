import { ArrayMaxSize, ArrayMinSize, IsOptional, MaxLength, Min, ValidateNested } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, InputType, Int, ObjectType } from "type-graphql";
import { idOf } from "../../../../graphql/global-ids.js";
import { Verdict } from "../judgements/judgement.type.js";
import { LanguageName } from "../../languages/language.type.js";
import type { RejudgedFilter, RejudgingEffect } from "./rejudged-submissions.js";
import { REASON_MAX } from "./rejudging.entity.js";
import type { RejudgingRow } from "./rejudging.rows.js";
import { RejudgingEffectEnum, RejudgingType } from "./rejudging.type.js";

@InputType({ description: "Filter for submissions to rejudge. All given conditions must match." })
export class RejudgeFilter {
  @Field(() => idOf("Problem"), { nullable: true, description: "Submissions to this problem. Only admins may omit it." })
  @IsOptional()
  problemId?: string | null;

  @Field(() => Int, { nullable: true, description: "Submissions judged with this version of the problem's tests." })
  @IsOptional()
  @Min(1)
  testSetVersion?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "true: submissions judged with other tests, limits or another checker than their problem has now.",
  })
  @IsOptional()
  outdated?: boolean | null;

  @Field(() => LanguageName, { nullable: true, description: "Submissions in this language, named as in `submitCode`." })
  @IsOptional()
  @MaxLength(40)
  language?: string | null;

  @Field(() => Verdict, { nullable: true, description: "Submissions with this verdict, such as SYSTEM_ERROR." })
  @IsOptional()
  verdict?: Verdict | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Submissions sent at or after this time." })
  @IsOptional()
  sentFrom?: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Submissions sent before this time." })
  @IsOptional()
  sentBefore?: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Submissions judged before this time." })
  @IsOptional()
  judgedBefore?: Date | null;
}

@InputType({ description: "The submissions to rejudge. Give either `submissionIds` or `filter`." })
export class RejudgeSubmissionsInput {
  @Field(() => [idOf("Submission")], { nullable: true, description: "IDs of 1 to 100 submissions." })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  submissionIds?: string[] | null;

  @Field(() => RejudgeFilter, { nullable: true, description: "All submissions that match this filter." })
  @IsOptional()
  @ValidateNested()
  filter?: RejudgeFilter | null;

  @Field(() => String, { nullable: true, description: "Reason, for the history and the audit log; at most 1,000 characters." })
  @IsOptional()
  @MaxLength(REASON_MAX)
  reason?: string | null;
}

@InputType({ description: "A new rejudging. Give either `submissionIds` or `filter`." })
export class CreateRejudgingInput extends RejudgeSubmissionsInput {
  @Field(() => Boolean, {
    nullable: true,
    description: "true: apply it as soon as all are judged, for example after a fault of the judge. Default: false.",
  })
  @IsOptional()
  applyWhenJudged?: boolean | null;
}

@ObjectType({ description: "Result of rejudgeSubmissions." })
export class RejudgeSubmissionsPayload {
  @Field(() => Int, { description: "Number of submissions queued for rejudging." })
  rejudgedCount!: number;

  @Field(() => Int, {
    description:
      "Number of submissions skipped: not judged yet, withdrawn, sent by a deleted account, in an open rejudging, or without tests to judge with.",
  })
  skippedCount!: number;

  @Field(() => Boolean, { description: "Whether the filter matches more submissions than one call processes." })
  hasMore!: boolean;
}

@ObjectType({ description: "Result of createRejudging." })
export class CreateRejudgingPayload {
  @Field(() => RejudgingType, { description: "The new set. Follow it with `rejudgingProgress`." })
  rejudging!: RejudgingRow;

  @Field(() => Int, {
    description:
      "Number of given submissions left out: not judged yet, withdrawn, sent by a deleted account, in another open rejudging, or without tests to judge with.",
  })
  skippedCount!: number;
}

@InputType({ description: "A rejudging to apply or cancel." })
export class DecideRejudgingInput {
  @Field(() => idOf("Rejudging"), { description: "ID of the rejudging." })
  id!: string;
}

@ObjectType({ description: "Result of applyRejudging." })
export class ApplyRejudgingPayload {
  @Field(() => RejudgingType, { description: "The set, APPLYING until all of its verdicts count." })
  rejudging!: RejudgingRow;
}

@ObjectType({ description: "Result of cancelRejudging." })
export class CancelRejudgingPayload {
  @Field(() => RejudgingType, { description: "The cancelled set." })
  rejudging!: RejudgingRow;
}

@InputType({ description: "Filter for the submissions of a rejudging. All given conditions must match." })
export class RejudgedSubmissionFilter implements RejudgedFilter {
  @Field(() => RejudgingEffectEnum, { nullable: true, description: "Only submissions with this effect." })
  @IsOptional()
  effect?: RejudgingEffect | null;

  @Field(() => Verdict, { nullable: true, description: "Only submissions with this verdict before." })
  @IsOptional()
  from?: Verdict | null;

  @Field(() => Verdict, { nullable: true, description: "Only submissions with this new verdict." })
  @IsOptional()
  to?: Verdict | null;
}
