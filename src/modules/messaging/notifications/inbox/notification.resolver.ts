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
    private readonly sources: Pick<Platform, "db" | "topics" | "log">,
  ) {}

  @Allow("notification:read")
  @Query(() => NotificationConnection, { name: "notifications", description: "Your notifications, newest first." })
  list(
    @Ctx() { em, signedIn }: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("filter", () => NotificationFilter, { nullable: true, description: "Which ones; all when absent." }) filter?: NotificationFilter,
  ): Promise<Connection<NotificationView>> {
    return this.notifications.list(em, signedIn, page, filter ?? {});
  }

  @Allow("notification:read")
  @Query(() => Int, { description: "How many of your notifications are unread. `notificationReceived` keeps it up to date." })
  async unreadNotificationCount(@Ctx() { em, signedIn }: RequestContext): Promise<number> {
    return (await this.notifications.count(em, signedIn.id)).unreadCount;
  }

  @Allow("notification:edit")
  @Mutation(() => MarkNotificationsReadPayload, { description: "Marks notifications of yours as read. Errors: BAD_USER_INPUT." })
  markNotificationsRead(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => MarkNotificationsReadInput, { description: "Which ones." }) { ids, all }: MarkNotificationsReadInput,
  ): Promise<MarkNotificationsReadPayload> {
    if (Boolean(ids) === Boolean(all)) throw badInput(ids ? "input.all" : "input.ids", "Give either `ids` or `all: true`.");
    return this.notifications.markRead(signedIn, ids ? { ids } : "all");
  }

  @Allow("notification:read")
  @Subscription(() => NotificationEventType, {
    ...fedByStream,
    description:
      "Your notifications as they are made, on whichever server. Begins with the present count, so a client that reconnects just subscribes again, with the id of the newest one it has as `after`. Never completes by itself.",
  })
  notificationReceived(
    @Root() event: NotificationEvent,
    @Arg("after", () => idOf("Notification"), {
      nullable: true,
      description:
        "Id of the newest notification you have: those made since come first, oldest first, at most the newest 100, with `skipped` when there were more. Those of the minute before may come again, with the ids you know.",
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
    description: "What it is about; null where there is nothing to lead to, and once that is gone or not for you to see.",
  })
  async subject(@Ctx() context: RequestContext, @Root() { subject }: NotificationView): Promise<object | null> {
    return subject && context.loader(nodeLoader).load({ type: subject.type, key: subject.id });
  }
}
