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
    description: "What a notification may be about. More will come: ignore those you don't know.",
    field: "Notification.subject",
    members: kinds.flatMap(({ subject }) => subject ?? []),
  };
}

@ObjectType("Notification", {
  implements: Node,
  description: "An event that concerns the account. Its texts are in the language of the profile.",
})
export class NotificationType implements Omit<NotificationView, "subject"> {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => String, { description: "Its kind, one of `notificationSettings { kinds { kind } }`, or one that no longer exists." })
  kind!: string;

  @Field(() => String, { description: "One line, plain text." })
  title!: string;

  @Field(() => String, { description: "One line more, plain text; may be empty." })
  body!: string;

  @Field(() => GraphQLDateTime, { description: "When it was made." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: "When it was read, or overtaken by a newer one about the same; null while unread.",
  })
  readAt!: Date | null;
}

export const NotificationConnection = connectionOf("Notification", () => NotificationType);
export const NotificationEdge = edgeOf(NotificationConnection);

@InputType({ description: "Which notifications to list." })
export class NotificationFilter {
  @Field(() => Boolean, { nullable: true, description: "true: only unread ones; false: only read ones." })
  @IsOptional()
  unread?: boolean | null;

  @Field(() => [String], { nullable: true, description: "Only those of these kinds, at most 50." })
  @IsOptional()
  @ArrayMaxSize(50)
  @MaxLength(100, { each: true })
  kinds?: string[] | null;
}

@InputType({ description: "Which notifications to mark as read: give either `ids` or `all: true`." })
export class MarkNotificationsReadInput {
  @Field(() => [idOf("Notification")], { nullable: true, description: "These, 1 to 100. What is read already or not yours is left alone." })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  ids?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: "true: every one you have." })
  @IsOptional()
  all?: boolean | null;
}

@ObjectType({ description: "What markNotificationsRead answers." })
export class MarkNotificationsReadPayload {
  @Field(() => [NotificationType], {
    description: "Those that you named, or the newest 100 of those that `all` has marked, as they are now; newest first.",
  })
  notifications!: NotificationView[];

  @Field(() => Int, { description: "How many were unread and are read now." })
  markedCount!: number;

  @Field(() => Int, { description: "How many are unread still." })
  unreadCount!: number;
}

@ObjectType("NotificationEvent", { description: "A change of your notifications." })
export class NotificationEventType implements NotificationEvent {
  @Field(() => NotificationEdge, {
    nullable: true,
    description: "The new notification with its cursor, to be put first into a list; null where `notification` is.",
  })
  edge!: Edge<NotificationView> | null;

  @Field(() => NotificationType, {
    nullable: true,
    description: "The new notification; null where only the count has changed, as when others were read elsewhere, and in the first event.",
  })
  notification!: NotificationView | null;

  @Field(() => Int, { description: "How many notifications are unread now." })
  unreadCount!: number;

  @Field(() => Int, {
    nullable: true,
    description:
      "How many were left out before this event, as there were more than 100 since `after`; find them in `notifications`. Null for none.",
  })
  skipped!: number | null;
}
