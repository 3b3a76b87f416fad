import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../graphql/access.js";
import type { RequestContext } from "../../../graphql/context.js";
import { PageArgs, type Connection } from "../../../graphql/pagination.js";
import { userById } from "../../base/users/user.loaders.js";
import { UserType } from "../../base/users/user.type.js";
import {
  AnnouncementType,
  CreateAnnouncementInput,
  CreateAnnouncementPayload,
  DismissAnnouncementInput,
  DismissAnnouncementPayload,
  ManagedAnnouncementConnection,
  ManagedAnnouncementType,
  UpdateAnnouncementInput,
  UpdateAnnouncementPayload,
  WithdrawAnnouncementInput,
  WithdrawAnnouncementPayload,
} from "./announcement.type.js";
import type { AnnouncementRow, AnnouncementsService } from "./announcements.service.js";

@Resolver(() => ManagedAnnouncementType)
export class AnnouncementResolver {
  constructor(private readonly service: AnnouncementsService) {}

  @Allow("public")
  @Query(() => [AnnouncementType], {
    description:
      "Current announcements for you, or for anonymous viewers, except those you have dismissed. Most severe first, then newest; at most 20.",
  })
  announcements(@Ctx() { em, viewer }: RequestContext): Promise<AnnouncementRow[]> {
    return this.service.shownTo(em, viewer);
  }

  @Allow("announcement:edit")
  @Query(() => ManagedAnnouncementConnection, {
    description: "All announcements, including past and future ones, newest first. For admins.",
  })
  allAnnouncements(@Ctx() { em }: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Connection<AnnouncementRow>> {
    return this.service.list(em, page);
  }

  @Allow("announcement:edit")
  @Mutation(() => CreateAnnouncementPayload, { description: "Creates an announcement. For admins. Errors: BAD_USER_INPUT." })
  async createAnnouncement(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => CreateAnnouncementInput, { description: "The announcement." }) input: CreateAnnouncementInput,
  ): Promise<CreateAnnouncementPayload> {
    return { announcement: await this.service.create(signedIn, input, address) };
  }

  @Allow("announcement:edit")
  @Mutation(() => UpdateAnnouncementPayload, {
    description:
      "Changes an announcement. Notifications that have already been queued keep their text. For admins. Errors: BAD_USER_INPUT, NOT_FOUND, CONFLICT when it is withdrawn or its revision is no longer `expectedRevision`.",
  })
  async updateAnnouncement(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => UpdateAnnouncementInput, { description: "The changes." }) input: UpdateAnnouncementInput,
  ): Promise<UpdateAnnouncementPayload> {
    return { announcement: await this.service.update(signedIn, input, address) };
  }

  @Allow("announcement:edit")
  @Mutation(() => WithdrawAnnouncementPayload, {
    description:
      "Withdraws an announcement: it is no longer shown, and nobody is notified of it from now on. For admins. Errors: NOT_FOUND, CONFLICT when it is already withdrawn.",
  })
  async withdrawAnnouncement(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => WithdrawAnnouncementInput, { description: "The announcement." }) { id }: WithdrawAnnouncementInput,
  ): Promise<WithdrawAnnouncementPayload> {
    return { announcement: await this.service.withdraw(signedIn, id, address) };
  }

  @Allow("notification:edit")
  @Mutation(() => DismissAnnouncementPayload, {
    description:
      "Hides an announcement from you. Safe to repeat. Errors: NOT_FOUND for an announcement that is not currently shown to you.",
  })
  async dismissAnnouncement(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => DismissAnnouncementInput, { description: "The announcement." }) { id }: DismissAnnouncementInput,
  ): Promise<DismissAnnouncementPayload> {
    await this.service.dismiss(signedIn, id);
    return { deletedId: id };
  }

  @FieldResolver(() => UserType, { nullable: true, description: "Account that created it; null if the account is deleted." })
  async createdBy(@Ctx() context: RequestContext, @Root() { createdById }: AnnouncementRow): Promise<UserType | null> {
    return context.loader(userById).load(createdById);
  }
}
