import { IsInt, IsOptional, Length, Min } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { markdown, MarkdownType } from "../../../../graphql/markdown.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { Verdict } from "../../../practice/submissions/judgements/judgement.type.js";
import { HINT_MAX, SHOWN_TESTS_MAX } from "../feedback-limits.js";
import { DIFFERENCE_KINDS, type DifferenceKind } from "../grouping/difference-kind.js";
import type { WrongAnswerGroupRow } from "../grouping/wrong-answer-group.rows.js";
import type { GroupHintRow } from "./group-hint.rows.js";

const DifferenceKindEnum = enumOf(DIFFERENCE_KINDS);
registerEnumType(DifferenceKindEnum, {
  name: "DifferenceKind",
  description: "In which way a wrong output is wrong, at its first difference.",
  valuesConfig: {
    MISSING: { description: "The output ends too early." },
    EXTRA: { description: "The output goes on after the expected end." },
    FORMAT: { description: "Only space or case differ." },
    OFF_BY_ONE: { description: "A whole number is one too large or too small." },
    VALUE: { description: "Anything else." },
  },
});

@ObjectType("GroupHint", {
  implements: Node,
  simpleResolvers: true,
  description:
    "A hint that staff of a class wrote for all learners whose wrong answers fail alike and look alike. Visible to staff of the class, and to learners with an answer in the group.",
})
export class GroupHintType implements Pick<GroupHintRow, "id" | "withdrawn" | "version" | "createdAt" | "updatedAt"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Derived(({ body }: GroupHintRow) => markdown(body))
  @Field(() => MarkdownType, { description: "Text; empty if `withdrawn`." })
  body?: MarkdownType;

  @Derived(() => true)
  @Field(() => Boolean, {
    description: "Always true: it was written for a group, not for one learner, and may not fit each answer exactly. Show it as such.",
  })
  sharedWithGroup?: boolean;

  @Field(() => Boolean, { description: "True only in `groupHintChanged`, for a hint that was withdrawn." })
  withdrawn!: boolean;

  @Field(() => Int, { description: "Version, for `expectedVersion`." })
  version!: number;

  @Field(() => GraphQLDateTime, { description: "When it was given." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When it was last changed." })
  updatedAt!: Date;
}

@ObjectType("WrongAnswerGroup", {
  implements: Node,
  simpleResolvers: true,
  description:
    "Wrong answers to a problem of an assignment that fail alike and look alike. Grouped only by what the problem shows to learners (`Problem.feedback`). For staff of the class.",
})
export class WrongAnswerGroupType implements Pick<
  WrongAnswerGroupRow,
  "id" | "verdict" | "failedTests" | "difference" | "size" | "learnerCount" | "createdAt" | "lastJoinedAt"
> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => Verdict, { description: "Their verdict; REJECTED if the problem shows nothing." })
  verdict!: WrongAnswerGroupRow["verdict"];

  @Field(() => [Int], {
    description: `Indexes of their failed tests, as in \`TestResult\`: the first failure, of a scored problem one of each test group; at most ${SHOWN_TESTS_MAX}. Empty if the problem shows nothing.`,
  })
  failedTests!: number[];

  @Field(() => DifferenceKindEnum, {
    nullable: true,
    description: "How their outputs differ. Null if outputs were not compared, or the problem does not show the first difference.",
  })
  difference!: DifferenceKind | null;

  @Field(() => Int, { description: "Number of submissions." })
  size!: number;

  @Field(() => Int, { description: "Number of learners." })
  learnerCount!: number;

  @Field(() => GraphQLDateTime, { description: "When the first answer came." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When the last answer joined." })
  lastJoinedAt!: Date;
}

export const WrongAnswerGroupConnection = connectionOf("WrongAnswerGroup", () => WrongAnswerGroupType);

@InputType({ description: "A hint for a group of wrong answers." })
export class HintGroupInput {
  @Field(() => idOf("WrongAnswerGroup"), { description: "The group." })
  groupId!: string;

  @Field(() => String, { description: `Text in Markdown, 1 to ${HINT_MAX} characters.` })
  @Length(1, HINT_MAX)
  body!: string;

  @Field(() => Int, { nullable: true, description: "The `version` of the hint to replace. Required if the group has a hint." })
  @IsOptional()
  @IsInt()
  @Min(1)
  expectedVersion?: number | null;
}

@InputType({ description: "The group whose hint to withdraw." })
export class WithdrawGroupHintInput {
  @Field(() => idOf("WrongAnswerGroup"), { description: "The group." })
  groupId!: string;
}

@ObjectType({ description: "Result of hintGroup." })
export class HintGroupPayload {
  @Field(() => WrongAnswerGroupType, { description: "The group, with its hint." })
  group!: WrongAnswerGroupRow;
}

@ObjectType({ description: "Result of withdrawGroupHint." })
export class WithdrawGroupHintPayload {
  @Field(() => WrongAnswerGroupType, { description: "The group, without a hint." })
  group!: WrongAnswerGroupRow;
}
