import { Arg, Args, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { REPLAYS_MAX } from "../webhook-limits.js";
import type { DeliveriesService } from "./deliveries.service.js";
import type { DeliveryRow } from "./delivery.rows.js";
import type { WebhookDeliveryStatus } from "./webhook-delivery.entity.js";
import * as types from "./webhook-delivery.type.js";

interface Payload {
  delivery: DeliveryRow;
}

@Resolver(() => types.WebhookDeliveryType)
export class WebhookDeliveryResolver {
  constructor(private readonly deliveries: DeliveriesService) {}

  @Allow("webhook:read")
  @Query(() => types.WebhookDeliveryConnection, {
    description:
      "Log of the deliveries of a webhook endpoint, newest first. For owners and managers of the organization. Errors: BAD_USER_INPUT, NOT_FOUND.",
  })
  webhookDeliveries(
    @Ctx() { em, signedIn }: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("endpointId", () => idOf("WebhookEndpoint"), { description: "The endpoint." }) endpointId: string,
    @Arg("status", () => types.DeliveryStatusEnum, { nullable: true, description: "Only those with this status; all when absent." })
    status?: WebhookDeliveryStatus | null,
  ): Promise<Connection<DeliveryRow>> {
    return this.deliveries.list(em, signedIn, { endpointId, status: status ?? null }, page);
  }

  @Allow("webhook:edit")
  @Mutation(() => types.PingWebhookEndpointPayload, {
    description:
      "Sends a test message with the type `ping` to an endpoint, once, also while it is stopped. For owners and managers. Errors: NOT_FOUND, RATE_LIMITED for more than 60 an hour, CONFLICT unless the organization is active.",
  })
  async pingWebhookEndpoint(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => types.PingWebhookEndpointInput, { description: "The endpoint." }) { id }: types.PingWebhookEndpointInput,
  ): Promise<Payload> {
    return { delivery: await this.deliveries.ping(signedIn, id) };
  }

  @Allow("webhook:edit")
  @Mutation(() => types.ReplayWebhookDeliveryPayload, {
    description:
      "Sends an event again, with the same id and all attempts anew, also one that was delivered. For owners and managers. Errors: NOT_FOUND, RATE_LIMITED for more than 300 replays an hour, CONFLICT unless the endpoint is enabled.",
  })
  async replayWebhookDelivery(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => types.ReplayWebhookDeliveryInput, { description: "The delivery." }) { id }: types.ReplayWebhookDeliveryInput,
  ): Promise<Payload> {
    return { delivery: await this.deliveries.replay(signedIn, id) };
  }

  @Allow("webhook:edit")
  @Mutation(() => types.ReplayFailedWebhookDeliveriesPayload, {
    description: `Sends failed deliveries of an endpoint again, oldest first, at most ${REPLAYS_MAX} in one call. Test messages are left out. For owners and managers. Errors: BAD_USER_INPUT, NOT_FOUND, RATE_LIMITED for more than 300 replays an hour, CONFLICT unless the endpoint is enabled.`,
  })
  replayFailedWebhookDeliveries(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => types.ReplayFailedWebhookDeliveriesInput, { description: "The deliveries." })
    input: types.ReplayFailedWebhookDeliveriesInput,
  ): Promise<types.ReplayFailedWebhookDeliveriesPayload> {
    return this.deliveries.replayFailed(signedIn, input);
  }
}
