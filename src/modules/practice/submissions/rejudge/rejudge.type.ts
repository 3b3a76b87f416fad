import { ArrayMaxSize, ArrayMinSize, IsOptional, MaxLength, ValidateNested } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, InputType, Int, ObjectType } from "type-graphql";
import { idOf } from "../../../../graphql/global-ids.js";
import { Verdict } from "../../../../judge/verdict.js";
import { LanguageName } from "../../languages/language.type.js";

@InputType({ description: "Which submissions to judge again: all that fit everything given." })
export class RejudgeFilter {
  @Field(() => idOf("Problem"), { nullable: true, description: "To this problem. Only admins may leave it out." })
  @IsOptional()
  problemId?: string | null;

  @Field(() => LanguageName, { nullable: true, description: "In this language, named as in `submitCode`." })
  @IsOptional()
  @MaxLength(40)
  language?: string | null;

  @Field(() => Verdict, { nullable: true, description: "Whose latest judgement found this, such as SYSTEM_ERROR." })
  @IsOptional()
  verdict?: Verdict | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Sent at or after this moment." })
  @IsOptional()
  sentFrom?: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Sent before this moment." })
  @IsOptional()
  sentBefore?: Date | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: "Judged before this moment. Give the time of your first call with each one, to go through more than one call takes.",
  })
  @IsOptional()
  judgedBefore?: Date | null;
}

@InputType({ description: "What to judge again: give either `submissionIds` or `filter`." })
export class RejudgeSubmissionsInput {
  @Field(() => [idOf("Submission")], { nullable: true, description: "These, 1 to 100." })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  submissionIds?: string[] | null;

  @Field(() => RejudgeFilter, { nullable: true, description: "Those that fit." })
  @IsOptional()
  @ValidateNested()
  filter?: RejudgeFilter | null;

  @Field(() => String, { nullable: true, description: "Why, for the audit log; at most 1,000 characters." })
  @IsOptional()
  @MaxLength(1000)
  reason?: string | null;
}

@ObjectType({ description: "What rejudgeSubmissions answers." })
export class RejudgeSubmissionsPayload {
  @Field(() => Int, { description: "How many are queued to be judged again." })
  rejudgedCount!: number;

  @Field(() => Int, {
    description: "How many are left as they are: not judged yet, withdrawn, of an account that was deleted, or without tests to judge by.",
  })
  skippedCount!: number;

  @Field(() => Boolean, { description: "Whether the filter fits more than one call takes." })
  hasMore!: boolean;
}
