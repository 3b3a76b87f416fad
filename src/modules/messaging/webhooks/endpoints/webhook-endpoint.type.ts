import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { Node } from "../../../../graphql/node.js";
import { FAILING_DAYS } from "../webhook-limits.js";
import type { EndpointRow } from "./endpoint.rows.js";
import { WEBHOOK_STATES, type WebhookState } from "./webhook-endpoint.entity.js";

export const WebhookStateEnum = enumOf(WEBHOOK_STATES);
registerEnumType(WebhookStateEnum, {
  name: "WebhookEndpointState",
  description:
    "Whether an endpoint gets events. What happens while it is not ENABLED is not recorded for it and not sent later; the operator's stream has it.",
  valuesConfig: {
    ENABLED: { description: "Gets events." },
    PAUSED: { description: "Paused by `pauseWebhookEndpoint`. Pending deliveries wait until it is enabled." },
    FAILING: {
      description: `Stopped by itself: nothing was delivered for ${FAILING_DAYS} days. Pending deliveries have failed; owners and managers were notified.`,
    },
    GONE: { description: "Stopped by itself: it answered 410 Gone. Pending deliveries have failed; owners and managers were notified." },
  },
});

@ObjectType("WebhookEndpoint", {
  implements: Node,
  simpleResolvers: true,
  description:
    "An address to which events of an organization are sent as signed HTTP requests (Standard Webhooks). Visible to owners and managers of the organization in a session, and to admins.",
})
export class WebhookEndpointType implements EndpointRow {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => idOf("Organization"), { description: "The organization." })
  organizationId!: string;

  @Field(() => String, { description: "The address." })
  url!: string;

  @Field(() => String, { description: "What it is for; may be empty." })
  description!: string;

  @Field(() => [String], { description: "Names of the events that it gets: see `webhookEvents`." })
  events!: string[];

  @Field(() => WebhookStateEnum, { description: "Whether it gets events." })
  state!: WebhookState;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: "Until when each request has a second signature, by the secret before the last rotation; null if there is none.",
  })
  oldSignatureUntil!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Since when every attempt has failed; null while it works." })
  failingSince!: Date | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: "When an event was last delivered, to the minute; null if never.",
  })
  lastDeliveredAt!: Date | null;

  @Field(() => GraphQLDateTime, { description: "When it was created." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When it was last changed." })
  updatedAt!: Date;
}
