import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { ANSWER_MAX, ATTEMPTS_MAX, REPLAY_DAYS_MAX } from "../webhook-limits.js";
import type { DeliveryRow } from "./delivery.rows.js";
import { DELIVERY_FAULTS, DELIVERY_STATUSES, type WebhookDeliveryFault, type WebhookDeliveryStatus } from "./webhook-delivery.entity.js";

export const DeliveryStatusEnum = enumOf(DELIVERY_STATUSES);
registerEnumType(DeliveryStatusEnum, {
  name: "WebhookDeliveryStatus",
  description: "What became of an event for an endpoint.",
  valuesConfig: {
    PENDING: { description: "To be sent, for the first time or again; it waits while the endpoint is paused." },
    DELIVERED: { description: "The endpoint answered with a status from 200 to 299." },
    FAILED: { description: `All ${ATTEMPTS_MAX} attempts failed, or the endpoint was stopped. It can be replayed.` },
  },
});

export const DeliveryFaultEnum = enumOf(DELIVERY_FAULTS);
registerEnumType(DeliveryFaultEnum, {
  name: "WebhookDeliveryFault",
  description: "Why an attempt got no response.",
  valuesConfig: {
    ADDRESS_REFUSED: { description: "The address, or one that its name has, is not on the public internet." },
    NAME_NOT_FOUND: { description: "The host name has no address." },
    TIMEOUT: { description: "No response within 10 seconds." },
    CONNECTION_FAILED: { description: "The connection was refused or broke off." },
    TLS_FAILED: { description: "No secure connection, such as with an expired certificate." },
    SECRET_UNREADABLE: { description: "The operator changed the server's key: rotate the secret of the endpoint." },
  },
});

@ObjectType("WebhookDelivery", {
  implements: Node,
  simpleResolvers: true,
  description:
    "An event for an endpoint, with its last attempt; kept for 30 days unless the operator chose otherwise. Visible to those who see the endpoint.",
})
export class WebhookDeliveryType implements Omit<DeliveryRow, "organizationId"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => idOf("WebhookEndpoint"), { description: "The endpoint." })
  endpointId!: string;

  @Field(() => String, { description: "ID of the event: header `webhook-id`, and `id` in the body. The same at each attempt." })
  eventId!: string;

  @Field(() => String, { description: "Name of the event, as in `webhookEvents`, or `ping` for a test message." })
  type!: string;

  @Field(() => String, { description: "The body, as it is sent: JSON." })
  body!: string;

  @Field(() => DeliveryStatusEnum, { description: "What became of it." })
  status!: WebhookDeliveryStatus;

  @Field(() => Int, { description: "Number of attempts so far, those before a replay included." })
  attempts!: number;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it is sent next at the earliest; null unless it is PENDING." })
  nextAttemptAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When the last attempt began; null before the first." })
  lastAttemptAt!: Date | null;

  @Field(() => Int, { nullable: true, description: "HTTP status of the last attempt; null without a response." })
  responseStatus!: number | null;

  @Field(() => DeliveryFaultEnum, { nullable: true, description: "Why the last attempt got no response; null if it got one." })
  fault!: WebhookDeliveryFault | null;

  @Field(() => Int, { nullable: true, description: "Duration of the last attempt in milliseconds." })
  durationMs!: number | null;

  @Field(() => String, { description: `First ${ANSWER_MAX} bytes of the last response, as text that nobody has checked; may be empty.` })
  answer!: string;

  @Field(() => GraphQLDateTime, { description: "When the event was recorded for the endpoint." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was delivered; null if it was not." })
  deliveredAt!: Date | null;
}

export const WebhookDeliveryConnection = connectionOf("WebhookDelivery", () => WebhookDeliveryType);

@InputType({ description: "The webhook endpoint to test." })
export class PingWebhookEndpointInput {
  @Field(() => idOf("WebhookEndpoint"), { description: "The endpoint." })
  id!: string;
}

@InputType({ description: "The delivery to repeat." })
export class ReplayWebhookDeliveryInput {
  @Field(() => idOf("WebhookDelivery"), { description: "The delivery." })
  id!: string;
}

@InputType({ description: "The failed deliveries to repeat." })
export class ReplayFailedWebhookDeliveriesInput {
  @Field(() => idOf("WebhookEndpoint"), { description: "The endpoint." })
  endpointId!: string;

  @Field(() => GraphQLDateTime, { description: `Those of events since this time, at most ${REPLAY_DAYS_MAX} days ago.` })
  since!: Date;
}

@ObjectType({ description: "Internal base type; not part of the schema." })
abstract class WithDelivery {
  @Field(() => WebhookDeliveryType, { description: "The delivery: read it again with `node` to see the result." })
  delivery!: DeliveryRow;
}

@ObjectType({ description: "Result of pingWebhookEndpoint." })
export class PingWebhookEndpointPayload extends WithDelivery {}
@ObjectType({ description: "Result of replayWebhookDelivery." })
export class ReplayWebhookDeliveryPayload extends WithDelivery {}

@ObjectType({ description: "Result of replayFailedWebhookDeliveries." })
export class ReplayFailedWebhookDeliveriesPayload {
  @Field(() => Int, { description: "Number of deliveries that are sent again." })
  count!: number;

  @Field(() => Boolean, { description: "Whether more failed deliveries remain: repeat the call." })
  remaining!: boolean;
}
