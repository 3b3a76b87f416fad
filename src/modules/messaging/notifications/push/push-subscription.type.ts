import { IsOptional, Length, MaxLength } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Node } from "../../../../graphql/node.js";
import { idOf } from "../../../../graphql/global-ids.js";
import type { PushSubscriptionRow } from "./push-subscription.entity.js";

@ObjectType("PushSubscription", { implements: Node, description: "A browser that shows your notifications as web push messages." })
export class PushSubscriptionType implements PushSubscriptionRow {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => String, { description: "Host of the push service, which identifies the browser vendor." })
  service!: string;

  @Field(() => GraphQLDateTime, { description: "When it subscribed." })
  createdAt!: Date;
}

@InputType({ description: "The result of `PushManager.subscribe()` in the browser: its `toJSON()`, with the keys next to the endpoint." })
export class SubscribeToPushInput {
  @Field(() => String, { description: "`endpoint`: an https URL on the public internet, at most 2,000 characters." })
  @MaxLength(2000)
  endpoint!: string;

  @Field(() => String, { description: "`keys.p256dh`: base64url." })
  @Length(87, 88)
  p256dh!: string;

  @Field(() => String, { description: "`keys.auth`: base64url." })
  @Length(22, 24)
  auth!: string;
}

@InputType({ description: "The browser to unsubscribe: give `endpoint` or `id`." })
export class UnsubscribeFromPushInput {
  @Field(() => String, { nullable: true, description: "Endpoint of the subscription, known to the browser." })
  @IsOptional()
  @MaxLength(2000)
  endpoint?: string | null;

  @Field(() => idOf("PushSubscription"), { nullable: true, description: "Id of the subscription, to end it from another device." })
  id?: string | null;
}

@ObjectType({ description: "Result of subscribeToPush." })
export class SubscribeToPushPayload {
  @Field(() => PushSubscriptionType, { description: "The subscription." })
  pushSubscription!: PushSubscriptionRow;
}

@ObjectType({ description: "Result of unsubscribeFromPush." })
export class UnsubscribeFromPushPayload {
  @Field(() => idOf("PushSubscription"), {
    nullable: true,
    description: "Id of the removed subscription; null if there was none, which is not an error.",
  })
  deletedId!: string | null;
}
