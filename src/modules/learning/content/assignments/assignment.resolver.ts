import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import { mayOpenTrack } from "../../../../access/premium.js";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import type { ProblemRow } from "../../../practice/problems/problem.rows.js";
import { ProblemType } from "../../../practice/problems/problem.type.js";
import { translated } from "../../../../kernel/locales.js";
import { moduleById, type ModuleRow } from "../modules/track-module.loaders.js";
import { TrackModuleType } from "../modules/track-module.type.js";
import { trackById } from "../tracks/track.loaders.js";
import { LOCALE_ARGUMENT } from "../tracks/track.type.js";
import { assignmentsOfModule, problemsOfAssignment, type AssignmentRow } from "./assignment.loaders.js";
import {
  AssignmentTextType,
  AssignmentType,
  CreateAssignmentInput,
  CreateAssignmentPayload,
  DeleteAssignmentInput,
  DeleteAssignmentPayload,
  MoveAssignmentInput,
  MoveAssignmentPayload,
  UpdateAssignmentInput,
  UpdateAssignmentPayload,
} from "./assignment.type.js";
import type { AssignmentsService } from "./assignments.service.js";

/** Reads the track only if it is premium. */
async function isOpen(context: RequestContext, { premium, trackId }: AssignmentRow): Promise<boolean> {
  if (!premium) return true;
  const track = await context.loader(trackById).load(trackId);
  return track !== null && mayOpenTrack(context.viewer, trackId, track);
}

@Resolver(() => AssignmentType)
export class AssignmentResolver {
  constructor(private readonly assignments: AssignmentsService) {}

  @Allow("track:edit")
  @Mutation(() => CreateAssignmentPayload, {
    description: "Adds an assignment to a module. Takes effect immediately. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN.",
  })
  async createAssignment(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => CreateAssignmentInput, { description: "The new assignment." }) input: CreateAssignmentInput,
  ): Promise<CreateAssignmentPayload> {
    return { assignment: await this.assignments.create(signedIn, input) };
  }

  @Allow("track:edit")
  @Mutation(() => UpdateAssignmentPayload, {
    description:
      "Changes an assignment, in one language. Takes effect immediately. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT when `expectedVersion` is not the present one.",
  })
  async updateAssignment(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => UpdateAssignmentInput, { description: "The assignment and the changes." }) input: UpdateAssignmentInput,
  ): Promise<UpdateAssignmentPayload> {
    return { assignment: await this.assignments.update(signedIn, input) };
  }

  @Allow("track:edit")
  @Mutation(() => MoveAssignmentPayload, {
    description:
      "Moves an assignment within its module. Moves by several editors at the same time all take effect. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN.",
  })
  async moveAssignment(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => MoveAssignmentInput, { description: "The assignment and its new place." }) { id, afterId }: MoveAssignmentInput,
  ): Promise<MoveAssignmentPayload> {
    return { assignment: await this.assignments.move(signedIn, id, afterId ?? null) };
  }

  @Allow("track:edit")
  @Mutation(() => DeleteAssignmentPayload, {
    description: "Deletes an assignment. Takes effect immediately. Errors: NOT_FOUND, FORBIDDEN.",
  })
  async deleteAssignment(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => DeleteAssignmentInput, { description: "The assignment to delete." }) { id }: DeleteAssignmentInput,
  ): Promise<DeleteAssignmentPayload> {
    await this.assignments.remove(signedIn, id);
    return { deletedId: id };
  }

  @FieldResolver(() => AssignmentTextType, {
    description: "Title and instructions in one language. Without instructions if the track is `locked`.",
  })
  async text(
    @Ctx() context: RequestContext,
    @Root() assignment: AssignmentRow,
    @Arg("locale", () => String, { nullable: true, description: LOCALE_ARGUMENT }) locale?: string | null,
  ): Promise<AssignmentTextType> {
    const { title, instructions } = assignment;
    const text = translated({ title, instructions }, assignment, locale);
    return ((await isOpen(context, assignment)) ? text : { ...text, instructions: "" }) as unknown as AssignmentTextType;
  }

  @FieldResolver(() => [ProblemType], {
    description: "Problems to solve, in order, without those that you may not see. Empty for a TASK, and if the track is `locked`.",
  })
  async problems(@Ctx() context: RequestContext, @Root() assignment: AssignmentRow): Promise<ProblemRow[]> {
    return (await isOpen(context, assignment)) ? context.loader(problemsOfAssignment).load(assignment.id) : [];
  }

  @FieldResolver(() => TrackModuleType, { description: "The module that it belongs to." })
  async module(@Ctx() context: RequestContext, @Root() { moduleId }: AssignmentRow): Promise<ModuleRow> {
    return (await context.loader(moduleById).load(moduleId))!;
  }
}

@Resolver(() => TrackModuleType)
export class ModuleAssignmentsResolver {
  @FieldResolver(() => [AssignmentType], { description: "Assignments, in order." })
  assignments(@Ctx() context: RequestContext, @Root() { id }: ModuleRow): Promise<AssignmentRow[]> {
    return context.loader(assignmentsOfModule).load(id);
  }
}
