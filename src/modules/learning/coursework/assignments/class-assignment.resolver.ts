import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { mayReadProblem } from "../../../../access/policy.js";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { problemById } from "../../../practice/problems/problem.loaders.js";
import type { ProblemRow } from "../../../practice/problems/problem.rows.js";
import { ProblemType } from "../../../practice/problems/problem.type.js";
import { classById, mayGradeClass, type ClassRow } from "../../classes/class.rows.js";
import { ClassType } from "../../classes/class.type.js";
import { mayReadQuiz, quizById, type QuizRow } from "../../quizzes/authoring/quiz.rows.js";
import { QuizType } from "../../quizzes/authoring/quiz.type.js";
import { STATISTICS_MIN } from "../coursework-limits.js";
import { inUnits } from "../grading/in-units.js";
import { statisticsOfAssignment } from "../grades/grade.rows.js";
import { policyFrom } from "../policy/policy.type.js";
import { problemsOfAssignment, readAssignment, type AssignmentRow, type ItemRow } from "./assignment.rows.js";
import {
  CreateClassAssignmentInput,
  CreateClassAssignmentPayload,
  DeleteClassAssignmentInput,
  DeleteClassAssignmentPayload,
  ReleaseGradesInput,
  ReleaseGradesPayload,
  UpdateClassAssignmentInput,
  UpdateClassAssignmentPayload,
} from "./class-assignment.input.js";
import {
  ClassAssignmentConnection,
  ClassAssignmentProblemType,
  ClassAssignmentStatistics,
  ClassAssignmentType,
} from "./class-assignment.type.js";
import type { ClassAssignmentsService } from "./class-assignments.service.js";

@Resolver(() => ClassAssignmentType)
export class ClassAssignmentResolver {
  constructor(private readonly assignments: ClassAssignmentsService) {}

  @Allow("coursework:read")
  @Query(() => ClassAssignmentConnection, {
    description: "Assignments of a class, newest first; for learners those that have opened. Errors: BAD_USER_INPUT, NOT_FOUND.",
  })
  classAssignments(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("classId", () => idOf("Class"), { description: "The class." }) classId: string,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<AssignmentRow>> {
    return this.assignments.list(em, signedIn, classId, page);
  }

  @Allow("coursework:read")
  @Query(() => ClassAssignmentType, { description: "An assignment of a class. Errors: NOT_FOUND, also for learners before it opens." })
  classAssignment(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("id", () => idOf("ClassAssignment"), { description: "ID of the assignment." }) id: string,
  ): Promise<AssignmentRow> {
    return readAssignment(em, signedIn, id);
  }

  @Allow("coursework:edit")
  @Mutation(() => CreateClassAssignmentPayload, {
    description:
      "Adds an assignment to a class. For its instructors. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT when the class is archived or has 100 assignments.",
  })
  async createClassAssignment(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => CreateClassAssignmentInput, { description: "The new assignment." })
    { policy, ...input }: CreateClassAssignmentInput,
  ): Promise<CreateClassAssignmentPayload> {
    return { assignment: await this.assignments.create(signedIn, { ...input, policy: policyFrom(policy ?? {}) }, address) };
  }

  @Allow("coursework:edit")
  @Mutation(() => UpdateClassAssignmentPayload, {
    description:
      "Changes an assignment, and computes its grades anew, also from work that was handed in before. Once grades are released, other problems or another quiz are staged: `stagedChange` shows who would move. For instructors of the class. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT when the class is archived, `expectedVersion` is not the present one, or work that was handed in would be lost.",
  })
  async updateClassAssignment(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => UpdateClassAssignmentInput, { description: "The changes." }) input: UpdateClassAssignmentInput,
  ): Promise<UpdateClassAssignmentPayload> {
    return this.assignments.update(signedIn, input, address);
  }

  @Allow("coursework:edit")
  @Mutation(() => DeleteClassAssignmentPayload, {
    description:
      "Deletes an assignment. For instructors of the class. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when work was handed in or the class is archived.",
  })
  async deleteClassAssignment(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => DeleteClassAssignmentInput, { description: "The assignment." }) { id }: DeleteClassAssignmentInput,
  ): Promise<DeleteClassAssignmentPayload> {
    await this.assignments.remove(signedIn, id, address);
    return { deletedId: id };
  }

  @Allow("coursework:edit")
  @Mutation(() => ReleaseGradesPayload, {
    description:
      "Shows learners their grades from now on, and notifies them. Safe to repeat. For instructors of the class. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when the class is archived.",
  })
  async releaseGrades(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => ReleaseGradesInput, { description: "The assignment." }) { id }: ReleaseGradesInput,
  ): Promise<ReleaseGradesPayload> {
    return { assignment: await this.assignments.release(signedIn, id, address) };
  }

  @FieldResolver(() => ClassType, { name: "class", description: "The class." })
  async classOf(@Ctx() context: RequestContext, @Root() { classId }: AssignmentRow): Promise<ClassRow> {
    return (await context.loader(classById).load(classId))!;
  }

  @FieldResolver(() => [ClassAssignmentProblemType], { description: "Problems in order; empty for other kinds." })
  problems(@Ctx() context: RequestContext, @Root() { id }: AssignmentRow): Promise<ItemRow[]> {
    return context.loader(problemsOfAssignment).load(id);
  }

  @FieldResolver(() => QuizType, { nullable: true, description: "The quiz; null for other kinds, and if you may not read it." })
  async quiz(@Ctx() context: RequestContext, @Root() { quizId }: AssignmentRow): Promise<QuizRow | null> {
    const quiz = quizId === null ? null : await context.loader(quizById).load(quizId);
    return quiz && mayReadQuiz(context.viewer, quiz) ? quiz : null;
  }

  @FieldResolver(() => ClassAssignmentStatistics, {
    nullable: true,
    description: `Figures of the grades of the class's present learners. Null for learners unless grades are released, the class shows statistics, and there are at least ${STATISTICS_MIN} grades.`,
  })
  async statistics(@Ctx() context: RequestContext, @Root() assignment: AssignmentRow): Promise<ClassAssignmentStatistics | null> {
    if (!mayGradeClass(assignment) && !(assignment.released && assignment.showsStatistics)) return null;
    const { graded, mean, lowest, highest } = await context.loader(statisticsOfAssignment).load(assignment.id);
    if (!mayGradeClass(assignment) && graded < STATISTICS_MIN) return null;
    return { graded, mean: inUnits(mean), lowest: inUnits(lowest), highest: inUnits(highest) };
  }
}

@Resolver(() => ClassAssignmentProblemType)
export class ClassAssignmentProblemResolver {
  @FieldResolver(() => ProblemType, { nullable: true, description: "The problem; null if you may not read it." })
  async problem(@Ctx() context: RequestContext, @Root() { problemId }: ItemRow): Promise<ProblemRow | null> {
    const problem = await context.loader(problemById).load(problemId);
    return problem && mayReadProblem(context.viewer, problem) ? problem : null;
  }
}
