import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { ENDPOINTS_MAX, GRACE_HOURS } from "../webhook-limits.js";
import type { EndpointRow } from "./endpoint.rows.js";
import type { EndpointsService } from "./endpoints.service.js";
import * as inputs from "./webhook-endpoint.input.js";
import { WebhookEndpointType } from "./webhook-endpoint.type.js";

interface Payload {
  endpoint: EndpointRow;
}

@Resolver(() => WebhookEndpointType)
export class WebhookEndpointResolver {
  constructor(private readonly endpoints: EndpointsService) {}

  @Allow("webhook:read")
  @Query(() => [WebhookEndpointType], {
    description: `Webhook endpoints of an organization, at most ${ENDPOINTS_MAX}, oldest first. For its owners and managers in a session, while it is active, and for admins. Errors: NOT_FOUND, FORBIDDEN.`,
  })
  webhookEndpoints(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("organizationId", () => idOf("Organization"), { description: "The organization." }) organizationId: string,
  ): Promise<EndpointRow[]> {
    return this.endpoints.list(em, signedIn, organizationId);
  }

  @Allow("webhook:edit")
  @Mutation(() => inputs.CreateWebhookEndpointPayload, {
    description: `Adds a webhook endpoint, which gets events from then on. The payload has its secret. For owners and managers. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT for more than ${ENDPOINTS_MAX} endpoints, and unless the organization is active.`,
  })
  createWebhookEndpoint(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => inputs.CreateWebhookEndpointInput, { description: "The endpoint." }) input: inputs.CreateWebhookEndpointInput,
  ): Promise<inputs.CreateWebhookEndpointPayload> {
    return this.endpoints.create(signedIn, input, address);
  }

  @Allow("webhook:edit")
  @Mutation(() => inputs.UpdateWebhookEndpointPayload, {
    description:
      "Changes a webhook endpoint. Pending deliveries go to the new address. For owners and managers. Errors: BAD_USER_INPUT, NOT_FOUND, CONFLICT unless the organization is active.",
  })
  async updateWebhookEndpoint(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => inputs.UpdateWebhookEndpointInput, { description: "The changes." }) input: inputs.UpdateWebhookEndpointInput,
  ): Promise<Payload> {
    return { endpoint: await this.endpoints.update(signedIn, input, address) };
  }

  @Allow("webhook:edit")
  @Mutation(() => inputs.EnableWebhookEndpointPayload, {
    description:
      "Lets an endpoint get events again, and sends what is pending. Failed deliveries stay failed: see `replayFailedWebhookDeliveries`. Safe to repeat. For owners and managers. Errors: NOT_FOUND, CONFLICT unless the organization is active.",
  })
  async enableWebhookEndpoint(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => inputs.EnableWebhookEndpointInput, { description: "The endpoint." }) { id }: inputs.EnableWebhookEndpointInput,
  ): Promise<Payload> {
    return { endpoint: await this.endpoints.setState(signedIn, id, "ENABLED", address) };
  }

  @Allow("webhook:edit")
  @Mutation(() => inputs.PauseWebhookEndpointPayload, {
    description:
      "Stops an endpoint for now: pending deliveries wait, and later events are not recorded for it. Safe to repeat. For owners and managers. Errors: NOT_FOUND, CONFLICT unless the organization is active.",
  })
  async pauseWebhookEndpoint(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => inputs.PauseWebhookEndpointInput, { description: "The endpoint." }) { id }: inputs.PauseWebhookEndpointInput,
  ): Promise<Payload> {
    return { endpoint: await this.endpoints.setState(signedIn, id, "PAUSED", address) };
  }

  @Allow("webhook:edit")
  @Mutation(() => inputs.RotateWebhookSecretPayload, {
    description:
      "Makes a new secret. For `graceHours` each request has two signatures, by the new and by the present secret; one before that no longer signs. For owners and managers. Errors: BAD_USER_INPUT, NOT_FOUND, CONFLICT unless the organization is active.",
  })
  rotateWebhookSecret(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => inputs.RotateWebhookSecretInput, { description: "The endpoint." })
    { id, graceHours }: inputs.RotateWebhookSecretInput,
  ): Promise<inputs.RotateWebhookSecretPayload> {
    return this.endpoints.rotate(signedIn, { id, graceHours: graceHours ?? GRACE_HOURS.default }, address);
  }

  @Allow("webhook:edit")
  @Mutation(() => inputs.DeleteWebhookEndpointPayload, {
    description:
      "Deletes a webhook endpoint with the log of its deliveries. Pending ones are not sent. For owners and managers. Errors: NOT_FOUND.",
  })
  async deleteWebhookEndpoint(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => inputs.DeleteWebhookEndpointInput, { description: "The endpoint." }) { id }: inputs.DeleteWebhookEndpointInput,
  ): Promise<{ deletedId: string }> {
    await this.endpoints.remove(signedIn, id, address);
    return { deletedId: id };
  }
}
