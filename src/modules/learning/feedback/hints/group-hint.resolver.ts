import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root, Subscription } from "type-graphql";
import type { SignedIn } from "../../../../access/viewer.js";
import { Allow, Visible } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { fedByStream, StreamOf } from "../../../../graphql/streams.js";
import { userById } from "../../../base/users/user.loaders.js";
import { UserType } from "../../../base/users/user.type.js";
import { problemById } from "../../../practice/problems/problem.loaders.js";
import { ProblemType } from "../../../practice/problems/problem.type.js";
import { SubmissionType } from "../../../practice/submissions/submission.type.js";
import { assignmentById, type AssignmentRow } from "../../coursework/assignments/assignment.rows.js";
import { ClassAssignmentType } from "../../coursework/assignments/class-assignment.type.js";
import { exampleOfGroup, type HandedInCodeRow } from "../code/handed-in-code.rows.js";
import { HandedInCodeType } from "../code/handed-in-code.resolver.js";
import { listWrongAnswerGroups, type WrongAnswerGroupRow } from "../grouping/wrong-answer-group.rows.js";
import { hintOfGroup, hintsOfSubmission, viewerSubmissionsOfGroup, type GroupHintRow } from "./group-hint.rows.js";
import {
  GroupHintType,
  HintGroupInput,
  HintGroupPayload,
  WithdrawGroupHintInput,
  WithdrawGroupHintPayload,
  WrongAnswerGroupConnection,
  WrongAnswerGroupType,
} from "./group-hint.type.js";
import type { GroupHintsService } from "./group-hints.service.js";

@Resolver(() => WrongAnswerGroupType)
export class WrongAnswerGroupResolver {
  constructor(private readonly hints: GroupHintsService) {}

  @Allow("feedback:read")
  @Query(() => WrongAnswerGroupConnection, {
    description:
      "Groups of wrong answers to problems of an assignment, those of most learners first. Only answers since the assignment opened, by their verdicts that count. For staff of the class. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN.",
  })
  wrongAnswerGroups(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("assignmentId", () => idOf("ClassAssignment"), { description: "The assignment." }) assignmentId: string,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("problemId", () => idOf("Problem"), { nullable: true, description: "Only answers to this problem." }) problemId?: string | null,
  ): Promise<Connection<WrongAnswerGroupRow>> {
    return listWrongAnswerGroups(em, signedIn, { assignmentId, problemId }, page);
  }

  @Allow("feedback:write")
  @Mutation(() => HintGroupPayload, {
    description:
      "Gives all learners with an answer in the group a hint, also those whose answers join it later, or replaces its text. They are notified once. For staff of the class. Errors: BAD_USER_INPUT, NOT_FOUND, CONFLICT when the group has a hint of another version and when the class is archived.",
  })
  async hintGroup(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => HintGroupInput, { description: "The hint." }) input: HintGroupInput,
  ): Promise<HintGroupPayload> {
    return { group: await this.hints.give(signedIn, input, address) };
  }

  @Allow("feedback:write")
  @Mutation(() => WithdrawGroupHintPayload, {
    description:
      "Takes the hint of a group back: nobody sees it any more. Safe to repeat. For staff of the class. Errors: NOT_FOUND, CONFLICT when the class is archived.",
  })
  async withdrawGroupHint(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => WithdrawGroupHintInput, { description: "The group." }) { groupId }: WithdrawGroupHintInput,
  ): Promise<WithdrawGroupHintPayload> {
    return { group: await this.hints.withdraw(signedIn, groupId, address) };
  }

  @FieldResolver(() => ProblemType, { nullable: true, description: "The problem." })
  problem(@Ctx() context: RequestContext, @Root() { problemId }: WrongAnswerGroupRow): Promise<unknown> {
    return context.loader(problemById).load(problemId);
  }

  @FieldResolver(() => HandedInCodeType, { nullable: true, description: "Its newest answer; null if a rejudge has emptied the group." })
  example(@Ctx() context: RequestContext, @Root() { id }: WrongAnswerGroupRow): Promise<HandedInCodeRow | null> {
    return context.loader(exampleOfGroup).load(id);
  }

  @FieldResolver(() => GroupHintType, { nullable: true, description: "Its hint; null without one, and once it is withdrawn." })
  hint(@Ctx() context: RequestContext, @Root() { id }: WrongAnswerGroupRow): Promise<GroupHintRow | null> {
    return context.loader(hintOfGroup).load(id);
  }
}

@Resolver(() => GroupHintType)
export class GroupHintResolver {
  constructor(private readonly watchHints: (viewer: SignedIn) => Promise<AsyncIterableIterator<GroupHintRow>>) {}

  @Allow("feedback:read")
  @Subscription(() => GroupHintType, {
    ...fedByStream,
    description:
      "Hints for groups that you have answers in, then each one that is given, changed or withdrawn, or that another answer of yours gets. If you subscribe again after a disconnect, you get the present hints. Never completes.",
  })
  groupHintChanged(@Root() hint: GroupHintRow): GroupHintRow {
    return hint;
  }

  @StreamOf("groupHintChanged")
  watch(_args: object, { signedIn }: RequestContext): Promise<AsyncIterableIterator<unknown>> {
    return this.watchHints(signedIn);
  }

  @FieldResolver(() => ClassAssignmentType, { nullable: true, description: "The assignment; null if it is hidden from you now." })
  assignment(@Ctx() context: RequestContext, @Root() { assignmentId }: GroupHintRow): Promise<AssignmentRow | null> {
    return context.loader(assignmentById).load(assignmentId);
  }

  @FieldResolver(() => UserType, { nullable: true, description: "Who wrote it; null if their account is deleted." })
  async author(@Ctx() context: RequestContext, @Root() { authorId }: GroupHintRow): Promise<UserType | null> {
    return authorId === null ? null : context.loader(userById).load(authorId);
  }

  @FieldResolver(() => [idOf("Submission")], { description: "IDs of your newest submissions in the group, at most 20." })
  viewerSubmissionIds(@Ctx() context: RequestContext, @Root() { groupId }: GroupHintRow): Promise<string[]> {
    return context.loader(viewerSubmissionsOfGroup).load(groupId);
  }
}

@Resolver(() => SubmissionType)
export class SubmissionHintsResolver {
  @Visible("owner")
  @FieldResolver(() => [GroupHintType], {
    nullable: true,
    description:
      "Hints that instructors wrote for the groups of wrong answers that it is in, one for each class at most. Null if you may not see them.",
  })
  groupHints(@Ctx() context: RequestContext, @Root() { id }: { id: string }): Promise<GroupHintRow[]> {
    return context.loader(hintsOfSubmission).load(id);
  }
}
