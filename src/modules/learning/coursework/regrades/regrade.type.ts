import { ArrayMaxSize, IsOptional, Length, Max, MaxLength, Min } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, Float, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { markdown, MarkdownType } from "../../../../graphql/markdown.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { COMMENT_MAX, CRITERIA_MAX, POINTS_MAX, REGRADE_TEXT_MAX } from "../coursework-limits.js";
import { REGRADE_STATUSES, type RegradeStatus } from "./regrade-request.entity.js";
import type { RegradeRow } from "./regrade.rows.js";

export const RegradeStatusEnum = enumOf(REGRADE_STATUSES);
registerEnumType(RegradeStatusEnum, {
  name: "RegradeStatus",
  description: "State of a request for a regrade.",
  valuesConfig: {
    OPEN: { description: "Waits for staff of the class." },
    ACCEPTED: { description: "There is a new mark. Final." },
    DECLINED: { description: "The grade stays. Final." },
  },
});

@ObjectType("RegradeRequest", {
  implements: Node,
  simpleResolvers: true,
  description: "A learner asks for another look at a grade. Visible to the learner and staff of the class.",
})
export class RegradeRequestType implements Pick<RegradeRow, "id" | "status" | "createdAt" | "decidedAt"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => RegradeStatusEnum, { description: "State." })
  status!: RegradeStatus;

  @Derived(({ reason }: RegradeRow) => markdown(reason))
  @Field(() => MarkdownType, { description: "Why the learner asks." })
  reason?: MarkdownType;

  @Derived(({ answer, status }: RegradeRow) => (status === "OPEN" ? null : markdown(answer)))
  @Field(() => MarkdownType, { nullable: true, description: "Answer of staff; null while it is OPEN." })
  answer?: MarkdownType | null;

  @Derived(({ before }: RegradeRow) => before / 100)
  @Field(() => Float, { description: "Points when the learner asked." })
  pointsBefore?: number;

  @Derived(({ after }: RegradeRow) => (after === null ? null : after / 100))
  @Field(() => Float, { nullable: true, description: "Points after it was accepted; null unless it is ACCEPTED." })
  pointsAfter?: number | null;

  @Field(() => GraphQLDateTime, { description: "When the learner asked." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was decided; null while it is OPEN." })
  decidedAt!: Date | null;
}

export const RegradeRequestConnection = connectionOf("RegradeRequest", () => RegradeRequestType);

@InputType({ description: "A request for another look at your grade." })
export class RequestRegradeInput {
  @Field(() => idOf("ClassAssignment"), { description: "The assignment." })
  assignmentId!: string;

  @Field(() => String, { description: `Why, in Markdown, 1 to ${REGRADE_TEXT_MAX} characters.` })
  @Length(1, REGRADE_TEXT_MAX)
  reason!: string;
}

@InputType({ description: "The decision about a request." })
export class DecideRegradeInput {
  @Field(() => idOf("RegradeRequest"), { description: "The request." })
  id!: string;

  @Field(() => Boolean, {
    description: "Whether there is a new mark. It replaces the former one as a whole, also for the members of a group.",
  })
  accept!: boolean;

  @Field(() => String, {
    nullable: true,
    description: `Answer to the learner, in Markdown, at most ${REGRADE_TEXT_MAX} characters. Required to decline.`,
  })
  @IsOptional()
  @MaxLength(REGRADE_TEXT_MAX)
  answer?: string | null;

  @Field(() => [Float], { nullable: true, description: "As in `gradeCoursework`. Required to accept for FREE work." })
  @IsOptional()
  @ArrayMaxSize(CRITERIA_MAX)
  rubricPoints?: number[] | null;

  @Field(() => Float, { nullable: true, description: "As in `gradeCoursework`. Required to accept for PROBLEMS and QUIZ." })
  @IsOptional()
  @Min(-POINTS_MAX)
  @Max(POINTS_MAX)
  adjustment?: number | null;

  @Field(() => String, {
    nullable: true,
    description: `Comment of the grade, in Markdown, at most ${COMMENT_MAX} characters. Default: the former comment.`,
  })
  @IsOptional()
  @MaxLength(COMMENT_MAX)
  comment?: string | null;
}

@ObjectType({ description: "Result of requestRegrade." })
export class RequestRegradePayload {
  @Field(() => RegradeRequestType, { description: "The request." })
  request!: RegradeRow;
}

@ObjectType({ description: "Result of decideRegrade." })
export class DecideRegradePayload {
  @Field(() => RegradeRequestType, { description: "The decided request." })
  request!: RegradeRow;
}
