import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import type { Connection } from "../../../../graphql/pagination.js";
import { shownOrganization } from "../../../accounts/organizations/content/shown-organization.js";
import type { OrganizationRow } from "../../../accounts/organizations/organization.rows.js";
import { OrganizationType } from "../../../accounts/organizations/organization.type.js";
import { userById } from "../../../base/users/user.loaders.js";
import { UserType } from "../../../base/users/user.type.js";
import { quizById, type QuizRow } from "../../../learning/quizzes/authoring/quiz.rows.js";
import { QuizType } from "../../../learning/quizzes/authoring/quiz.type.js";
import { problemById } from "../../../practice/problems/problem.loaders.js";
import type { ProblemRow } from "../../../practice/problems/problem.rows.js";
import { ProblemType } from "../../../practice/problems/problem.type.js";
import * as input from "./assessment.input.js";
import { countsOfAssessment, itemsOfAssessment, readAssessment, type AssessmentRow, type ItemRow } from "./assessment.rows.js";
import * as type from "./assessment.type.js";
import type { AssessmentsService } from "./assessments.service.js";

@Resolver(() => type.AssessmentType)
export class AssessmentResolver {
  constructor(private readonly service: AssessmentsService) {}

  @Allow("assessment:edit")
  @Query(() => type.AssessmentType, { description: "An assessment that you run. Errors: NOT_FOUND." })
  assessment(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("id", () => idOf("Assessment"), { description: "The assessment." }) id: string,
  ): Promise<AssessmentRow> {
    return readAssessment(em, signedIn, id);
  }

  @Allow("assessment:edit")
  @Query(() => type.AssessmentConnection, {
    description: "Assessments that you run, those of your organizations included, newest first. Errors: BAD_USER_INPUT.",
  })
  assessments(
    @Ctx() { em, signedIn }: RequestContext,
    @Args(() => input.AssessmentListArgs) args: input.AssessmentListArgs,
  ): Promise<Connection<AssessmentRow>> {
    return this.service.list(em, signedIn, args);
  }

  @Allow("assessment:edit")
  @Mutation(() => type.CreateAssessmentPayload, {
    description:
      "Creates an assessment as a draft, for you or for an organization that you write for. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT unless the organization is active.",
  })
  async createAssessment(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => input.CreateAssessmentInput, { description: "The assessment." }) given: input.CreateAssessmentInput,
  ) {
    return { assessment: await this.service.create(signedIn, given) };
  }

  @Allow("assessment:edit")
  @Mutation(() => type.UpdateAssessmentPayload, {
    description:
      "Changes an assessment. Sittings that have started keep their deadline. Errors: BAD_USER_INPUT, NOT_FOUND, CONFLICT if it was changed meanwhile, is archived, or someone has started and items or time limit would change.",
  })
  async updateAssessment(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => input.UpdateAssessmentInput, { description: "The changes." }) given: input.UpdateAssessmentInput,
  ) {
    return { assessment: await this.service.update(signedIn, given) };
  }

  @Allow("assessment:edit")
  @Mutation(() => type.PublishAssessmentPayload, {
    description:
      "Opens an assessment for invitations. Safe to repeat. Errors: NOT_FOUND, CONFLICT if it is archived or has no items, a problem without tests, or a quiz without enough questions or with code questions.",
  })
  async publishAssessment(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => input.AssessmentIdInput, { description: "The assessment." }) { id }: input.AssessmentIdInput,
  ) {
    return { assessment: await this.service.publish(signedIn, id, address) };
  }

  @Allow("assessment:edit")
  @Mutation(() => type.ArchiveAssessmentPayload, {
    description: "Ends an assessment: nobody can start any more. Safe to repeat. Errors: NOT_FOUND.",
  })
  async archiveAssessment(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => input.AssessmentIdInput, { description: "The assessment." }) { id }: input.AssessmentIdInput,
  ) {
    return { assessment: await this.service.archive(signedIn, id, address) };
  }

  @Allow("assessment:edit")
  @Mutation(() => type.CopyAssessmentPayload, {
    description:
      "Copies items and settings of an assessment into a new draft of the same owner, without window and candidates. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT unless the organization is active.",
  })
  async copyAssessment(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => input.CopyAssessmentInput, { description: "The assessment." }) { id, title }: input.CopyAssessmentInput,
  ) {
    return { assessment: await this.service.copy(signedIn, id, title) };
  }

  @Allow("assessment:edit")
  @Mutation(() => type.DeleteAssessmentPayload, {
    description: "Deletes an assessment that nobody is invited to. Errors: NOT_FOUND, CONFLICT if someone is invited.",
  })
  async deleteAssessment(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => input.AssessmentIdInput, { description: "The assessment." }) { id }: input.AssessmentIdInput,
  ) {
    await this.service.remove(signedIn, id, address);
    return { deletedId: id };
  }

  @FieldResolver(() => UserType, { nullable: true, description: "Who wrote it; null if the account is deleted." })
  author(@Ctx() context: RequestContext, @Root() { authorId }: AssessmentRow): Promise<UserType | null> {
    return context.loader(userById).load(authorId);
  }

  @FieldResolver(() => OrganizationType, { nullable: true, description: "Organization that owns it; null if its author does." })
  organization(@Ctx() context: RequestContext, @Root() { organizationId }: AssessmentRow): Promise<OrganizationRow | null> {
    return shownOrganization(context, organizationId);
  }

  @FieldResolver(() => [type.AssessmentItemType], { description: "Its items in order." })
  items(@Ctx() context: RequestContext, @Root() { id }: AssessmentRow): Promise<ItemRow[]> {
    return context.loader(itemsOfAssessment).load(id);
  }

  @FieldResolver(() => type.AssessmentCountsType, { description: "How far its candidates are." })
  counts(@Ctx() context: RequestContext, @Root() { id }: AssessmentRow): Promise<type.AssessmentCountsType> {
    return context.loader(countsOfAssessment).load(id);
  }
}

@Resolver(() => type.AssessmentItemType)
export class AssessmentItemResolver {
  @FieldResolver(() => [ProblemType], { description: "Its pool of problems, all of one difficulty; empty for a quiz." })
  async problems(@Ctx() context: RequestContext, @Root() { problemIds }: ItemRow): Promise<ProblemRow[]> {
    const found = await Promise.all(problemIds.map((id) => context.loader(problemById).load(id)));
    return found.flatMap((problem) => (problem ? [problem] : []));
  }

  @FieldResolver(() => QuizType, { nullable: true, description: "The quiz; null for problems." })
  quiz(@Ctx() context: RequestContext, @Root() { quizId }: ItemRow): Promise<QuizRow | null> | null {
    return quizId === null ? null : context.loader(quizById).load(quizId);
  }
}
