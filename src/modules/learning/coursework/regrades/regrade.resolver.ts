import { GraphQLDateTime } from "graphql-scalars";
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { DAY_MS } from "../../../../kernel/units.js";
import { userById } from "../../../base/users/user.loaders.js";
import { UserType } from "../../../base/users/user.type.js";
import { assignmentById, type AssignmentRow } from "../assignments/assignment.rows.js";
import { ClassAssignmentType } from "../assignments/class-assignment.type.js";
import type { RegradeStatus } from "./regrade-request.entity.js";
import { listRegrades, viewerRegrade, type RegradeRow } from "./regrade.rows.js";
import {
  DecideRegradeInput,
  DecideRegradePayload,
  RegradeRequestConnection,
  RegradeRequestType,
  RegradeStatusEnum,
  RequestRegradeInput,
  RequestRegradePayload,
} from "./regrade.type.js";
import type { RegradesService } from "./regrades.service.js";

@Resolver(() => RegradeRequestType)
export class RegradeRequestResolver {
  constructor(private readonly regrades: RegradesService) {}

  @Allow("coursework:edit")
  @Query(() => RegradeRequestConnection, {
    description: "Requests for regrades in a class, newest first. For its staff. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN.",
  })
  regradeRequests(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("classId", () => idOf("Class"), { description: "The class." }) classId: string,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("status", () => RegradeStatusEnum, { nullable: true, description: "Only requests in this state." }) status?: RegradeStatus | null,
  ): Promise<Connection<RegradeRow>> {
    return listRegrades(em, signedIn, { classId, status: status ?? null }, page);
  }

  @Allow("coursework:read")
  @Query(() => RegradeRequestType, { description: "A request for a regrade, for its learner and staff of the class. Errors: NOT_FOUND." })
  regradeRequest(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("id", () => idOf("RegradeRequest"), { description: "ID of the request." }) id: string,
  ): Promise<RegradeRow> {
    return this.regrades.read(em, signedIn, id);
  }

  @Allow("coursework:submit")
  @Mutation(() => RequestRegradePayload, {
    description:
      "Asks staff of the class for another look at your released grade, until `ClassAssignment.regradeUntil`; once for your work or that of your group. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN unless you are a learner, CONFLICT without a released grade, outside of the time, for a second request and when the class is archived.",
  })
  async requestRegrade(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => RequestRegradeInput, { description: "The request." }) input: RequestRegradeInput,
  ): Promise<RequestRegradePayload> {
    return { request: await this.regrades.request(signedIn, input, address) };
  }

  @Allow("coursework:edit")
  @Mutation(() => DecideRegradePayload, {
    description:
      "Accepts a request with a new mark, or declines it with an answer. The learner is notified; `CourseworkGrade.lines` shows an accepted one. For staff of the class. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT when it is decided already or the class is archived.",
  })
  async decideRegrade(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => DecideRegradeInput, { description: "The decision." }) input: DecideRegradeInput,
  ): Promise<DecideRegradePayload> {
    return { request: await this.regrades.decide(signedIn, input, address) };
  }

  @FieldResolver(() => UserType, { description: "The learner." })
  async user(@Ctx() context: RequestContext, @Root() { userId }: RegradeRow): Promise<UserType> {
    return (await context.loader(userById).load(userId))!;
  }

  @FieldResolver(() => UserType, { nullable: true, description: "Who decided; null while it is OPEN, and if their account is deleted." })
  async decidedBy(@Ctx() context: RequestContext, @Root() { decidedById }: RegradeRow): Promise<UserType | null> {
    return decidedById === null ? null : context.loader(userById).load(decidedById);
  }

  @FieldResolver(() => ClassAssignmentType, { nullable: true, description: "The assignment; null if it is hidden from you now." })
  assignment(@Ctx() context: RequestContext, @Root() { assignmentId }: RegradeRow): Promise<AssignmentRow | null> {
    return context.loader(assignmentById).load(assignmentId);
  }
}

@Resolver(() => ClassAssignmentType)
export class AssignmentRegradeResolver {
  @FieldResolver(() => RegradeRequestType, { nullable: true, description: "Your request for a regrade; null if you have not asked." })
  viewerRegradeRequest(@Ctx() context: RequestContext, @Root() { id }: AssignmentRow): Promise<RegradeRow | null> {
    return context.loader(viewerRegrade).load(id);
  }

  @FieldResolver(() => GraphQLDateTime, {
    nullable: true,
    description: "Until when learners may ask for a regrade; null before the release of grades, and if they may not.",
  })
  regradeUntil(@Root() { released, releaseAt, regradeDays }: AssignmentRow): Date | null {
    return released && releaseAt && regradeDays !== null ? new Date(releaseAt.getTime() + regradeDays * DAY_MS) : null;
  }
}
