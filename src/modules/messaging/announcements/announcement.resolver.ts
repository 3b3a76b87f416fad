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
      "The present announcements for you, or for anonymous viewers, without those that you have dismissed: the most severe first, then the newest; at most 20.",
  })
  announcements(@Ctx() { em, viewer }: RequestContext): Promise<AnnouncementRow[]> {
    return this.service.shownTo(em, viewer);
  }

  @Allow("announcement:edit")
  @Query(() => ManagedAnnouncementConnection, { description: "Every announcement, also past and coming ones, newest first. For admins." })
  allAnnouncements(@Ctx() { em }: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Connection<AnnouncementRow>> {
    return this.service.list(em, page);
  }

  @Allow("announcement:edit")
  @Mutation(() => CreateAnnouncementPayload, { description: "Announces something. For admins. Errors: BAD_USER_INPUT." })
  async createAnnouncement(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => CreateAnnouncementInput, { description: "The announcement." }) input: CreateAnnouncementInput,
  ): Promise<CreateAnnouncementPayload> {
    return { announcement: await this.service.create(signedIn, input, address) };
  }

  @Allow("announcement:edit")
  @Mutation(() => UpdateAnnouncementPayload, {
    description:
      "Changes an announcement; notifications that were ordered keep what they say. For admins. Errors: BAD_USER_INPUT, NOT_FOUND, CONFLICT when it is withdrawn or not at `expectedRevision` any more.",
  })
  async updateAnnouncement(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => UpdateAnnouncementInput, { description: "The change." }) input: UpdateAnnouncementInput,
  ): Promise<UpdateAnnouncementPayload> {
    return { announcement: await this.service.update(signedIn, input, address) };
  }

  @Allow("announcement:edit")
  @Mutation(() => WithdrawAnnouncementPayload, {
    description:
      "Takes an announcement back: nobody sees it or is notified of it from now on. For admins. Errors: NOT_FOUND, CONFLICT when it is withdrawn.",
  })
  async withdrawAnnouncement(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => WithdrawAnnouncementInput, { description: "Which one." }) { id }: WithdrawAnnouncementInput,
  ): Promise<WithdrawAnnouncementPayload> {
    return { announcement: await this.service.withdraw(signedIn, id, address) };
  }

  @Allow("notification:edit")
  @Mutation(() => DismissAnnouncementPayload, {
    description: "Hides an announcement from you. Doing it again is harmless. Errors: NOT_FOUND for one that is not on for you.",
  })
  async dismissAnnouncement(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => DismissAnnouncementInput, { description: "Which one." }) { id }: DismissAnnouncementInput,
  ): Promise<DismissAnnouncementPayload> {
    await this.service.dismiss(signedIn, id);
    return { deletedId: id };
  }

  @FieldResolver(() => UserType, { nullable: true, description: "Who made it; null when the account is gone." })
  async createdBy(@Ctx() context: RequestContext, @Root() { createdById }: AnnouncementRow): Promise<UserType | null> {
    return context.loader(userById).load(createdById);
  }
}
