import { ArrayMaxSize, ArrayMinSize, IsOptional, MaxLength, ValidateNested } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, InputType, Int, ObjectType } from "type-graphql";
import { idOf } from "../../../../graphql/global-ids.js";
import { Verdict } from "../../../../judge/verdict.js";
import { LanguageName } from "../../languages/language.type.js";

@InputType({ description: "Filter for submissions to rejudge. All given conditions must match." })
export class RejudgeFilter {
  @Field(() => idOf("Problem"), { nullable: true, description: "Submissions to this problem. Only admins may omit it." })
  @IsOptional()
  problemId?: string | null;

  @Field(() => LanguageName, { nullable: true, description: "Submissions in this language, named as in `submitCode`." })
  @IsOptional()
  @MaxLength(40)
  language?: string | null;

  @Field(() => Verdict, { nullable: true, description: "Submissions whose latest judgement has this verdict, such as SYSTEM_ERROR." })
  @IsOptional()
  verdict?: Verdict | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Submissions sent at or after this time." })
  @IsOptional()
  sentFrom?: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Submissions sent before this time." })
  @IsOptional()
  sentBefore?: Date | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description:
      "Submissions judged before this time. To process more than one call allows, pass the time of your first call in every call.",
  })
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

  @Field(() => String, { nullable: true, description: "Reason for the audit log, at most 1,000 characters." })
  @IsOptional()
  @MaxLength(1000)
  reason?: string | null;
}

@ObjectType({ description: "Result of rejudgeSubmissions." })
export class RejudgeSubmissionsPayload {
  @Field(() => Int, { description: "Number of submissions queued for rejudging." })
  rejudgedCount!: number;

  @Field(() => Int, {
    description: "Number of submissions skipped: not judged yet, withdrawn, sent by a deleted account, or without tests to judge with.",
  })
  skippedCount!: number;

  @Field(() => Boolean, { description: "Whether the filter matches more submissions than one call processes." })
  hasMore!: boolean;
}
