import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { INVITATIONS_PER_DAY, ROSTER_ROWS_MAX, ROSTERS_PER_HOUR } from "../class-limits.js";
import { sectionById, type SectionRow } from "../sections/sections.service.js";
import { ClassSectionType } from "../sections/section.type.js";
import {
  ClassInvitationConnection,
  ClassInvitationType,
  ImportClassRosterInput,
  ImportClassRosterPayload,
  RevokeClassInvitationInput,
  RevokeClassInvitationPayload,
} from "./roster.type.js";
import type { InvitationRow, RosterReport, RosterService } from "./roster.service.js";

@Resolver(() => ClassInvitationType)
export class ClassRosterResolver {
  constructor(private readonly roster: RosterService) {}

  @Allow("class:edit")
  @Mutation(() => ImportClassRosterPayload, {
    description: `Adds the learners of a CSV file, or reports line by line what that would do. All lines are applied, or none. Nobody is removed. Dry runs are in the audit log too. An account imports at most ${ROSTERS_PER_HOUR} rosters an hour, dry runs included, and makes at most ${INVITATIONS_PER_DAY} new invitations a day. For the class's instructors. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, RATE_LIMITED, CONFLICT when the class is archived or would have too many sections or more than ${ROSTER_ROWS_MAX} invitations.`,
  })
  importClassRoster(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => ImportClassRosterInput, { description: "The roster." }) input: ImportClassRosterInput,
  ): Promise<RosterReport> {
    return this.roster.importRoster(signedIn, input, address);
  }

  @Allow("class:edit")
  @Query(() => ClassInvitationConnection, {
    description:
      "Invited addresses without an account, newest first. For the class's instructors. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN.",
  })
  classInvitations(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("classId", () => idOf("Class"), { description: "The class." }) classId: string,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<InvitationRow>> {
    return this.roster.invitations(em, signedIn, classId, page);
  }

  @Allow("class:edit")
  @Mutation(() => RevokeClassInvitationPayload, {
    description: "Revokes an invitation. For the class's instructors. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when the class is archived.",
  })
  async revokeClassInvitation(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => RevokeClassInvitationInput, { description: "The invitation." }) { id }: RevokeClassInvitationInput,
  ): Promise<RevokeClassInvitationPayload> {
    await this.roster.revoke(signedIn, id);
    return { deletedId: id };
  }

  @FieldResolver(() => ClassSectionType, { nullable: true, description: "Section that the learner gets; null if none." })
  section(@Ctx() context: RequestContext, @Root() { sectionId }: InvitationRow): Promise<SectionRow | null> | null {
    return sectionId === null ? null : context.loader(sectionById).load(sectionId);
  }
}
