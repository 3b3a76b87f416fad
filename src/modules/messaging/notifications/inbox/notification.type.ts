import { ArrayMaxSize, ArrayMinSize, IsOptional, MaxLength } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { Node } from "../../../../graphql/node.js";
import { connectionOf, edgeOf, type Edge } from "../../../../graphql/pagination.js";
import { idOf } from "../../../../graphql/global-ids.js";
import type { ComposedUnion } from "../../../../graphql/unions.js";
import type { NotificationKind } from "../../../contracts/notification-kind.js";
import type { NotificationEvent } from "./notification.stream.js";
import type { NotificationView } from "./notification.topics.js";

export function notificationSubjects(kinds: readonly NotificationKind[]): ComposedUnion {
  return {
    name: "NotificationSubject",
    description: "Possible subjects of a notification. More may be added: ignore unknown ones.",
    fields: ["Notification.subject"],
    members: kinds.flatMap(({ subject }) => subject ?? []),
  };
}

@ObjectType("Notification", {
  implements: Node,
  description: "An event that concerns the account. Its texts are in the language of the account's profile.",
})
export class NotificationType implements Omit<NotificationView, "subject"> {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => String, { description: "Its kind, one of `notificationSettings { kinds { kind } }`, or a kind that no longer exists." })
  kind!: string;

  @Field(() => String, { description: "One line, plain text." })
  title!: string;

  @Field(() => String, { description: "One additional line, plain text; may be empty." })
  body!: string;

  @Field(() => GraphQLDateTime, { description: "When it was created." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: "When it was read, or superseded by a newer one on the same subject; null while unread.",
  })
  readAt!: Date | null;
}

export const NotificationConnection = connectionOf("Notification", () => NotificationType);
export const NotificationEdge = edgeOf(NotificationConnection);

@InputType({ description: "Conditions that notifications must match." })
export class NotificationFilter {
  @Field(() => Boolean, { nullable: true, description: "true: only unread ones; false: only read ones." })
  @IsOptional()
  unread?: boolean | null;

  @Field(() => [String], { nullable: true, description: "Only notifications of these kinds, at most 50." })
  @IsOptional()
  @ArrayMaxSize(50)
  @MaxLength(100, { each: true })
  kinds?: string[] | null;
}

@InputType({ description: "Notifications to mark as read: give either `ids` or `all: true`." })
export class MarkNotificationsReadInput {
  @Field(() => [idOf("Notification")], {
    nullable: true,
    description: "Ids of the notifications, 1 to 100. Those already read or not yours are ignored.",
  })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  ids?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: "true: all your notifications." })
  @IsOptional()
  all?: boolean | null;
}

@ObjectType({ description: "Result of markNotificationsRead." })
export class MarkNotificationsReadPayload {
  @Field(() => [NotificationType], {
    description: "The notifications given by `ids`, or the newest 100 marked by `all`, after the change; newest first.",
  })
  notifications!: NotificationView[];

  @Field(() => Int, { description: "Number of notifications that were marked as read." })
  markedCount!: number;

  @Field(() => Int, { description: "Number of notifications that are still unread." })
  unreadCount!: number;
}

@ObjectType("NotificationEvent", { description: "A change to your notifications." })
export class NotificationEventType implements NotificationEvent {
  @Field(() => NotificationEdge, {
    nullable: true,
    description: "The new notification with its cursor, to prepend to a list; null if `notification` is null.",
  })
  edge!: Edge<NotificationView> | null;

  @Field(() => NotificationType, {
    nullable: true,
    description:
      "The new notification; null if only the count changed, for example because notifications were read on another client, and in the first event.",
  })
  notification!: NotificationView | null;

  @Field(() => Int, { description: "Current number of unread notifications." })
  unreadCount!: number;

  @Field(() => Int, {
    nullable: true,
    description:
      "Number of notifications skipped before this event, because there were more than 100 since `after`; query them with `notifications`. Null if none.",
  })
  skipped!: number | null;
}
