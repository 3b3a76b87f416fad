import { IsOptional, Length, MaxLength } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Node } from "../../../../graphql/node.js";
import { idOf } from "../../../../graphql/global-ids.js";
import type { PushSubscriptionRow } from "./push-subscription.entity.js";

@ObjectType("PushSubscription", { implements: Node, description: "A browser that shows your notifications as web pushes." })
export class PushSubscriptionType implements PushSubscriptionRow {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => String, { description: "Host of the push service, which tells the browser's maker." })
  service!: string;

  @Field(() => GraphQLDateTime, { description: "When it subscribed." })
  createdAt!: Date;
}

@InputType({ description: "What `PushManager.subscribe()` gives in the browser: its `toJSON()`, with the keys beside the endpoint." })
export class SubscribeToPushInput {
  @Field(() => String, { description: "`endpoint`: an https address on the public internet, at most 2,000 characters." })
  @MaxLength(2000)
  endpoint!: string;

  @Field(() => String, { description: "`keys.p256dh`: base64url." })
  @Length(87, 88)
  p256dh!: string;

  @Field(() => String, { description: "`keys.auth`: base64url." })
  @Length(22, 24)
  auth!: string;
}

@InputType({ description: "The browser that stops getting pushes: give `endpoint` or `id`." })
export class UnsubscribeFromPushInput {
  @Field(() => String, { nullable: true, description: "Its endpoint, which the browser knows." })
  @IsOptional()
  @MaxLength(2000)
  endpoint?: string | null;

  @Field(() => idOf("PushSubscription"), { nullable: true, description: "Its id, for ending it from another device." })
  id?: string | null;
}

@ObjectType({ description: "What subscribeToPush answers." })
export class SubscribeToPushPayload {
  @Field(() => PushSubscriptionType, { description: "The subscription." })
  pushSubscription!: PushSubscriptionRow;
}

@ObjectType({ description: "What unsubscribeFromPush answers." })
export class UnsubscribeFromPushPayload {
  @Field(() => idOf("PushSubscription"), {
    nullable: true,
    description: "Id of the removed subscription; null when there was none, which is no error.",
  })
  deletedId!: string | null;
}
