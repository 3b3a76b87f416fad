import { GraphQLDateTime, GraphQLJSONObject } from "graphql-scalars";
import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { GRADING_CHANGE_STATUSES, type GradingChangeStatus } from "./grading-change.entity.js";
import type { ChangeRow } from "./grading-change.rows.js";

export const GradingChangeStatusEnum = enumOf(GRADING_CHANGE_STATUSES);
registerEnumType(GradingChangeStatusEnum, {
  name: "GradingChangeStatus",
  description: "State of a staged change of a grading policy.",
  valuesConfig: {
    STAGED: { description: "Computed; nothing has changed yet." },
    APPLIED: { description: "Took effect." },
    DROPPED: { description: "Was discarded." },
  },
});

@ObjectType("GradingChangeProblem", { simpleResolvers: true, description: "A problem of a staged change." })
export class GradingChangeProblem {
  @Field(() => idOf("Problem"), { description: "ID of the problem." })
  problemId!: string;

  @Field(() => Int, { description: "Points." })
  points!: number;
}

const workOf = ({ policy }: ChangeRow) => ("work" in policy ? policy.work : null);

@ObjectType("GradingChange", {
  implements: Node,
  simpleResolvers: true,
  description:
    "A change of a grading policy, or of the problems or quiz of an assignment whose grades are released, with what it would move. For instructors of the class.",
})
export class GradingChangeType implements Pick<ChangeRow, "id" | "assignmentId" | "status" | "createdAt" | "decidedAt"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => idOf("ClassAssignment"), { nullable: true, description: "ID of the assignment; null for the policy of the class." })
  assignmentId!: string | null;

  @Derived(({ policy }: ChangeRow) => ("work" in policy ? {} : policy))
  @Field(() => GraphQLJSONObject, {
    description:
      "The new policy: fields as in GradingPolicyInput with all defaults, or `dropLowest`. Empty if problems or the quiz change.",
  })
  policy?: object;

  @Derived((change: ChangeRow) => workOf(change)?.problems ?? [])
  @Field(() => [GradingChangeProblem], { description: "The new problems of the assignment, in order; empty for other changes." })
  problems?: readonly GradingChangeProblem[];

  @Derived((change: ChangeRow) => workOf(change)?.quizId ?? null)
  @Field(() => idOf("Quiz"), { nullable: true, description: "ID of the new quiz of the assignment; null for other changes." })
  quizId?: string | null;

  @Field(() => GradingChangeStatusEnum, { description: "State." })
  status!: GradingChangeStatus;

  @Field(() => GraphQLDateTime, { description: "When it was staged." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was applied or dropped; null while staged." })
  decidedAt!: Date | null;
}

export const GradingChangeConnection = connectionOf("GradingChange", () => GradingChangeType);
