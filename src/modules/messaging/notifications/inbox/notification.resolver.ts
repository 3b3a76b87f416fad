import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root, Subscription } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { Node, nodeLoader } from "../../../../graphql/node.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { fedByStream, StreamOf } from "../../../../graphql/streams.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { badInput } from "../../../../kernel/errors.js";
import type { Platform } from "../../../../platform/platform.js";
import {
  MarkNotificationsReadInput,
  MarkNotificationsReadPayload,
  NotificationConnection,
  NotificationEventType,
  NotificationFilter,
  NotificationType,
} from "./notification.type.js";
import { watchNotifications, type NotificationEvent } from "./notification.stream.js";
import type { NotificationView } from "./notification.topics.js";
import type { NotificationsService } from "./notifications.service.js";

@Resolver(() => NotificationType)
export class NotificationResolver {
  constructor(
    private readonly notifications: NotificationsService,
    private readonly sources: Pick<Platform, "db" | "pubSub" | "log">,
  ) {}

  @Allow("notification:read")
  @Query(() => NotificationConnection, { name: "notifications", description: "Your notifications, newest first." })
  list(
    @Ctx() { em, signedIn }: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("filter", () => NotificationFilter, { nullable: true, description: "Only notifications that match; all when absent." })
    filter?: NotificationFilter,
  ): Promise<Connection<NotificationView>> {
    return this.notifications.list(em, signedIn, page, filter ?? {});
  }

  @Allow("notification:read")
  @Query(() => Int, { description: "Number of your unread notifications. `notificationReceived` reports changes." })
  async unreadNotificationCount(@Ctx() { em, signedIn }: RequestContext): Promise<number> {
    return (await this.notifications.count(em, signedIn.id)).unreadCount;
  }

  @Allow("notification:edit")
  @Mutation(() => MarkNotificationsReadPayload, { description: "Marks your notifications as read. Errors: BAD_USER_INPUT." })
  markNotificationsRead(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => MarkNotificationsReadInput, { description: "The notifications to mark." }) { ids, all }: MarkNotificationsReadInput,
  ): Promise<MarkNotificationsReadPayload> {
    if (Boolean(ids) === Boolean(all)) throw badInput(ids ? "input.all" : "input.ids", "Give either `ids` or `all: true`.");
    return this.notifications.markRead(signedIn, ids ? { ids } : "all");
  }

  @Allow("notification:read")
  @Subscription(() => NotificationEventType, {
    ...fedByStream,
    description:
      "Your new notifications in real time, from all servers. The first event contains the current count. After a reconnect, subscribe again with the id of your newest notification as `after`. Never completes by itself.",
  })
  notificationReceived(
    @Root() event: NotificationEvent,
    @Arg("after", () => idOf("Notification"), {
      nullable: true,
      description:
        "Id of the newest notification you have. Newer ones are sent first, oldest first: at most the newest 100, with `skipped` if there were more. Notifications from the minute before may be repeated with the same ids.",
    })
    _after?: string | null,
  ): NotificationEventType {
    return event;
  }

  @StreamOf("notificationReceived")
  watch({ after }: { after?: string | null }, { signedIn }: RequestContext): Promise<AsyncIterableIterator<NotificationEvent>> {
    return watchNotifications({ ...this.sources, notifications: this.notifications }, signedIn.id, after ?? null);
  }

  // Becomes a union of all modules' subject types: see notificationSubjects.
  @FieldResolver(() => Node, {
    nullable: true,
    description: "What the notification is about; null if it has no subject, or if the subject is deleted or not visible to you.",
  })
  async subject(@Ctx() context: RequestContext, @Root() { subject }: NotificationView): Promise<object | null> {
    return subject && context.loader(nodeLoader).load({ type: subject.type, key: subject.id });
  }
}
