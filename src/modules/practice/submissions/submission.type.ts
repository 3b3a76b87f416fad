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
import { CodeFields } from "./source-files.js";
import { JudgementStatusEnum, Verdict } from "./judgements/judgement.type.js";

/** A submission as read by lists and lookups: lean, with the ids for loading its fields. */
export interface SubmissionRow {
  id: string;
  userId: string;
  problemId: string;
  problemAuthorId: string;
  problemCoAuthorIds?: string[];
  problemOrganizationId?: string | null;
  language: string;
  sourceBytes: number;
  createdAt: Date;
}

@Owned("submission")
@ObjectType("Submission", {
  implements: Node,
  simpleResolvers: true,
  description:
    "Code sent for judging. Visible to its author, the problem's editors and admins. After its account is deleted, it is kept for statistics without the code, compiler output and program output.",
})
export class SubmissionType implements Pick<SubmissionRow, "id" | "language" | "sourceBytes" | "createdAt"> {
  @Visible("public")
  @Field(() => ID, { description: "Global ID, as used by `submissionStatus`." })
  id!: string;

  @Visible("public")
  @Derived(languageOf)
  @Field(() => LanguageType, { description: "Language of the code." })
  language!: string;

  @Visible("public")
  @Field(() => Int, { description: "Size of the source with its other files, in bytes of UTF-8." })
  sourceBytes!: number;

  @Visible("public")
  @Field(() => GraphQLDateTime, { description: "When it was sent." })
  createdAt!: Date;
}

export const SubmissionConnection = connectionOf("Submission", () => SubmissionType);

@InputType({ description: "Code to submit for judging." })
export class SubmitCodeInput extends CodeFields {
  @Field(() => idOf("Problem"), { description: "ID of the problem." })
  problemId!: string;

  @Field(() => LanguageName, { description: "Slug or ID of one of `languages`, or one of its `aliases`." })
  @MaxLength(40)
  language!: string;

  @Field(() => String, {
    nullable: true,
    description:
      "A key of your choice for this attempt, at most 100 characters. If you retry with the same key and content, such as after a lost response, you get the first submission instead of another one.",
  })
  @IsOptional()
  @Length(1, 100)
  idempotencyKey?: string | null;
}

@InputType({ description: "The submission to withdraw." })
export class CancelSubmissionInput {
  @Field(() => idOf("Submission"), { description: "ID of your own submission, which must be QUEUED." })
  id!: string;
}

@ObjectType({ description: "Result of cancelSubmission." })
export class CancelSubmissionPayload {
  @Field(() => SubmissionType, { description: "The submission, with the verdict CANCELLED." })
  submission!: SubmissionType;
}

@ObjectType({ description: "Result of submitCode." })
export class SubmitCodePayload {
  @Field(() => SubmissionType, { description: "The new submission, QUEUED. Watch it with `submissionStatus(submissionId)`." })
  submission!: SubmissionType;
}

@InputType({ description: "Filter for submissions. All given conditions must match." })
export class SubmissionFilter {
  @Field(() => idOf("Problem"), { nullable: true, description: "Only submissions to this problem." })
  @IsOptional()
  problemId?: string;

  @Field(() => idOf("User"), {
    nullable: true,
    description: "Only submissions of this account. For other accounts than your own: admins, and editors of the problem in `problemId`.",
  })
  @IsOptional()
  userId?: string;

  @Field(() => Boolean, {
    nullable: true,
    description: "Submissions of all accounts instead of only yours. For admins, and for editors of the problem in `problemId`.",
  })
  @IsOptional()
  everyone?: boolean | null;

  @Field(() => LanguageName, { nullable: true, description: "Only submissions in this language, named as in `submitCode`." })
  @IsOptional()
  @MaxLength(40)
  language?: string;

  @Field(() => JudgementStatusEnum, { nullable: true, description: "Only submissions whose latest judgement has this status." })
  @IsOptional()
  status?: JudgementStatus;

  @Field(() => Verdict, { nullable: true, description: "Only submissions whose latest judgement has this verdict." })
  @IsOptional()
  verdict?: Verdict;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Only submissions sent at or after this time." })
  @IsOptional()
  sentFrom?: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Only submissions sent before this time." })
  @IsOptional()
  sentBefore?: Date;
}
