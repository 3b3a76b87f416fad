import { IsInt, IsOptional, Max, Min, ValidateNested } from "class-validator";
import { Arg, Args, Ctx, Field, FieldResolver, Float, InputType, Int, Mutation, ObjectType, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { Derived } from "../../../../graphql/derived.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { connectionOf, PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { badInput } from "../../../../kernel/errors.js";
import { userById } from "../../../base/users/user.loaders.js";
import { UserType } from "../../../base/users/user.type.js";
import { DROP_LOWEST_MAX, STAGED_CHANGES_MAX } from "../coursework-limits.js";
import { inUnits } from "../grading/in-units.js";
import type { GradingChangeStatus } from "./grading-change.entity.js";
import { movesOfChange, type ChangeRow, type MoveRow } from "./grading-change.rows.js";
import { GradingChangeConnection, GradingChangeStatusEnum, GradingChangeType } from "./grading-change.type.js";
import type { GradingChangesService } from "./grading-changes.service.js";
import { GradingPolicyInput, policyFrom } from "./policy.type.js";

@ObjectType("GradingChangeMove", {
  simpleResolvers: true,
  description: "A learner whose grade or total moves. In points for an assignment, in percent for the class.",
})
class GradingChangeMoveType {
  @Derived(({ before }: MoveRow) => inUnits(before))
  @Field(() => Float, { nullable: true, description: "Before, when it was staged; null without a grade." })
  before?: number | null;

  @Derived(({ after }: MoveRow) => inUnits(after))
  @Field(() => Float, { nullable: true, description: "After; null without a grade." })
  after?: number | null;
}

const GradingChangeMoveConnection = connectionOf("GradingChangeMove", () => GradingChangeMoveType);

@InputType({ description: "A new policy for an assignment, or for the total of a class." })
class StageGradingChangeInput {
  @Field(() => idOf("ClassAssignment"), {
    nullable: true,
    description: "The assignment. Give this with `policy`, or `classId` with `dropLowest`.",
  })
  @IsOptional()
  assignmentId?: string | null;

  @Field(() => GradingPolicyInput, {
    nullable: true,
    description: "The whole new policy of the assignment: absent fields get their defaults.",
  })
  @IsOptional()
  @ValidateNested()
  policy?: GradingPolicyInput | null;

  @Field(() => idOf("Class"), { nullable: true, description: "The class." })
  @IsOptional()
  classId?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: `Number of lowest grades that the total leaves out, 0 to ${DROP_LOWEST_MAX}. One grade always stays.`,
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(DROP_LOWEST_MAX)
  dropLowest?: number | null;
}

@InputType({ description: "The change to apply." })
class ApplyGradingChangeInput {
  @Field(() => idOf("GradingChange"), { description: "The change." })
  id!: string;
}

@InputType({ description: "The change to drop." })
class DropGradingChangeInput {
  @Field(() => idOf("GradingChange"), { description: "The change." })
  id!: string;
}

@ObjectType({ description: "Result of stageGradingChange." })
class StageGradingChangePayload {
  @Field(() => GradingChangeType, { description: "The staged change." })
  change!: ChangeRow;
}

@ObjectType({ description: "Result of applyGradingChange." })
class ApplyGradingChangePayload {
  @Field(() => GradingChangeType, { description: "The applied change." })
  change!: ChangeRow;
}

@ObjectType({ description: "Result of dropGradingChange." })
class DropGradingChangePayload {
  @Field(() => GradingChangeType, { description: "The dropped change." })
  change!: ChangeRow;
}

@Resolver(() => GradingChangeType)
export class GradingChangeResolver {
  constructor(private readonly changes: GradingChangesService) {}

  @Allow("coursework:edit")
  @Query(() => GradingChangeType, { description: "A change of a grading policy. For instructors of the class. Errors: NOT_FOUND." })
  gradingChange(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("id", () => idOf("GradingChange"), { description: "ID of the change." }) id: string,
  ): Promise<ChangeRow> {
    return this.changes.read(em, signedIn, id);
  }

  @Allow("coursework:edit")
  @Query(() => GradingChangeConnection, {
    description:
      "Changes of grading in a class, newest first: staged, applied and dropped. For its instructors. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN.",
  })
  gradingChanges(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("classId", () => idOf("Class"), { description: "The class." }) classId: string,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("assignmentId", () => idOf("ClassAssignment"), { nullable: true, description: "Only those of this assignment. Default: all." })
    assignmentId?: string | null,
    @Arg("status", () => GradingChangeStatusEnum, { nullable: true, description: "Only those in this state. Default: all." })
    status?: GradingChangeStatus | null,
  ): Promise<Connection<ChangeRow>> {
    return this.changes.list(em, signedIn, { classId, assignmentId, status }, page);
  }

  @Allow("coursework:edit")
  @Mutation(() => StageGradingChangePayload, {
    description: `Computes what a new grading policy would move; nothing changes until it is applied. At most ${STAGED_CHANGES_MAX} changes of a policy that are not applied are kept: staging one more removes the oldest. For instructors of the class. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT when the class is archived.`,
  })
  async stageGradingChange(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => StageGradingChangeInput, { description: "The new policy." })
    { assignmentId, policy, classId, dropLowest }: StageGradingChangeInput,
  ): Promise<StageGradingChangePayload> {
    if (assignmentId != null && policy && classId == null && dropLowest == null)
      return { change: await this.changes.stageAssignment(signedIn, assignmentId, policyFrom(policy)) };
    if (classId != null && dropLowest != null && assignmentId == null && !policy)
      return { change: await this.changes.stageClass(signedIn, classId, dropLowest) };
    throw badInput("input.assignmentId", "Give `assignmentId` and `policy`, or `classId` and `dropLowest`.");
  }

  @Allow("coursework:edit")
  @Mutation(() => ApplyGradingChangePayload, {
    description:
      "Puts a staged change into effect and computes grades anew, from what was handed in by now. For instructors of the class. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when it is not staged, the policy has changed since, or the class is archived.",
  })
  async applyGradingChange(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => ApplyGradingChangeInput, { description: "The change." }) { id }: ApplyGradingChangeInput,
  ): Promise<ApplyGradingChangePayload> {
    return { change: await this.changes.apply(signedIn, id, address) };
  }

  @Allow("coursework:edit")
  @Mutation(() => DropGradingChangePayload, {
    description:
      "Discards a staged change. Safe to repeat. For instructors of the class. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when it is applied or the class is archived.",
  })
  async dropGradingChange(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => DropGradingChangeInput, { description: "The change." }) { id }: DropGradingChangeInput,
  ): Promise<DropGradingChangePayload> {
    return { change: await this.changes.drop(signedIn, id) };
  }

  @FieldResolver(() => GradingChangeMoveConnection, { description: "Learners whose grade or total moves, the largest loss first." })
  moves(@Ctx() context: RequestContext, @Root() { id }: ChangeRow, @Args(() => PageArgs) page: PageArgs): Promise<Connection<MoveRow>> {
    return context.loader(movesOfChange).load({ parentId: id, page });
  }
}

@Resolver(() => GradingChangeMoveType)
export class GradingChangeMoveResolver {
  @FieldResolver(() => UserType, { description: "The learner." })
  async user(@Ctx() context: RequestContext, @Root() { userId }: MoveRow): Promise<UserType> {
    return (await context.loader(userById).load(userId))!;
  }
}
