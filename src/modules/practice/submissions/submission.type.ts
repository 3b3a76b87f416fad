import { IsOptional, Length, MaxLength } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { Owned, Visible } from "../../../graphql/access.js";
import { Derived } from "../../../graphql/derived.js";
import { Node } from "../../../graphql/node.js";
import { connectionOf } from "../../../graphql/pagination.js";
import { idOf } from "../../../graphql/global-ids.js";
import { LanguageName, LanguageType } from "../languages/language.type.js";
import { languageOf } from "../languages/languages.js";
import { type JudgementStatus } from "./judgements/judgement.entity.js";
import { JudgementStatusEnum, Verdict } from "./judgements/judgement.type.js";

/** A submission as read by lists and lookups: lean, with the ids for loading its fields. */
export interface SubmissionRow {
  id: string;
  userId: string;
  problemId: string;
  problemAuthorId: string;
  problemCoAuthorIds?: string[];
  language: string;
  sourceBytes: number;
  createdAt: Date;
}

@Owned("submission")
@ObjectType("Submission", {
  implements: Node,
  simpleResolvers: true,
  description:
    "Code that was sent to be judged. Visible to its author, the problem's editors and admins. Once its account is deleted it stays, for statistics, without the code and what the compiler or the program wrote.",
})
export class SubmissionType implements Pick<SubmissionRow, "id" | "language" | "sourceBytes" | "createdAt"> {
  @Visible("public")
  @Field(() => ID, { description: "Global id; what `submissionStatus` watches." })
  id!: string;

  @Visible("public")
  @Derived(languageOf)
  @Field(() => LanguageType, { description: "What it is written in." })
  language!: string;

  @Visible("public")
  @Field(() => Int, { description: "Size of the source, in bytes of UTF-8." })
  sourceBytes!: number;

  @Visible("public")
  @Field(() => GraphQLDateTime, { description: "When it was sent." })
  createdAt!: Date;
}

export const SubmissionConnection = connectionOf("Submission", () => SubmissionType);

@InputType({ description: "A submission to be judged." })
export class SubmitCodeInput {
  @Field(() => idOf("Problem"), { description: "The problem it solves." })
  problemId!: string;

  @Field(() => LanguageName, { description: "Slug of one of `languages`, one of its `aliases`, or its id." })
  @MaxLength(40)
  language!: string;

  @Field(() => String, { description: "One source file, at most `site { sourceLimitBytes }`." })
  source!: string;

  @Field(() => String, {
    nullable: true,
    description:
      "Your own key for this attempt, at most 100 characters. Sent again with the same content, as after a lost answer, it answers the first submission instead of making another.",
  })
  @IsOptional()
  @Length(1, 100)
  idempotencyKey?: string | null;
}

@InputType({ description: "The submission to withdraw." })
export class CancelSubmissionInput {
  @Field(() => idOf("Submission"), { description: "A submission of your own that is QUEUED." })
  id!: string;
}

@ObjectType({ description: "The answer to cancelSubmission." })
export class CancelSubmissionPayload {
  @Field(() => SubmissionType, { description: "The submission, with the verdict CANCELLED." })
  submission!: SubmissionType;
}

@ObjectType({ description: "The answer to submitCode." })
export class SubmitCodePayload {
  @Field(() => SubmissionType, { description: "The new submission, QUEUED. Watch it with `submissionStatus(submissionId)`." })
  submission!: SubmissionType;
}

@InputType({ description: "Which submissions to list. Everything given must hold." })
export class SubmissionFilter {
  @Field(() => idOf("Problem"), { nullable: true, description: "Only for this problem." })
  @IsOptional()
  problemId?: string;

  @Field(() => idOf("User"), {
    nullable: true,
    description: "Only of this account. Others' submissions are for admins, and for editors of the problem named in `problemId`.",
  })
  @IsOptional()
  userId?: string;

  @Field(() => Boolean, {
    nullable: true,
    description: "Everyone's, where the default is yours: for admins, and for editors of the problem named in `problemId`.",
  })
  @IsOptional()
  everyone?: boolean | null;

  @Field(() => LanguageName, { nullable: true, description: "Only in this language, named as in `submitCode`." })
  @IsOptional()
  @MaxLength(40)
  language?: string;

  @Field(() => JudgementStatusEnum, { nullable: true, description: "Only whose latest judgement is that far." })
  @IsOptional()
  status?: JudgementStatus;

  @Field(() => Verdict, { nullable: true, description: "Only whose latest judgement found this." })
  @IsOptional()
  verdict?: Verdict;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Only those sent at or after this moment." })
  @IsOptional()
  sentFrom?: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Only those sent before this moment." })
  @IsOptional()
  sentBefore?: Date;
}
