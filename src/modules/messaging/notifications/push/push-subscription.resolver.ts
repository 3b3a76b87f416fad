import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import {
  PushSubscriptionType,
  SubscribeToPushInput,
  SubscribeToPushPayload,
  UnsubscribeFromPushInput,
  UnsubscribeFromPushPayload,
} from "./push-subscription.type.js";
import type { PushSubscriptionRow } from "./push-subscription.entity.js";
import type { PushSubscriptionsService } from "./push-subscriptions.service.js";

@Resolver()
export class PushSubscriptionResolver {
  constructor(private readonly subscriptions: PushSubscriptionsService) {}

  @Allow("public")
  @Query(() => String, { description: "The VAPID public key, base64url: `applicationServerKey` of `PushManager.subscribe()`." })
  pushPublicKey(): string {
    return this.subscriptions.publicKey();
  }

  @Allow("notification:read")
  @Query(() => [PushSubscriptionType], { description: "Browsers subscribed to your notifications, latest first; at most 20." })
  pushSubscriptions(@Ctx() { em, signedIn }: RequestContext): Promise<PushSubscriptionRow[]> {
    return this.subscriptions.list(em, signedIn);
  }

  @Allow("notification:edit")
  @Mutation(() => SubscribeToPushPayload, {
    description:
      "Subscribes a browser to your notifications. Safe to repeat: subscribing again updates the subscription. The push payload is JSON: `id`, `kind`, `title`, `body`, `subject { type id }`. Errors: BAD_USER_INPUT.",
  })
  async subscribeToPush(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => SubscribeToPushInput, { description: "The browser's subscription." }) input: SubscribeToPushInput,
  ): Promise<SubscribeToPushPayload> {
    return { pushSubscription: await this.subscriptions.subscribe(signedIn, input) };
  }

  @Allow("notification:edit")
  @Mutation(() => UnsubscribeFromPushPayload, { description: "Unsubscribes one of your browsers from pushes. Errors: BAD_USER_INPUT." })
  async unsubscribeFromPush(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => UnsubscribeFromPushInput, { description: "The browser." }) input: UnsubscribeFromPushInput,
  ): Promise<UnsubscribeFromPushPayload> {
    return { deletedId: await this.subscriptions.unsubscribe(signedIn, input) };
  }
}
