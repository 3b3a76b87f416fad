import { Query, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import { CATALOGUE } from "./catalogue.js";
import type { PublicEvent } from "./public-event.js";
import { WebhookEventType } from "./webhook-event.type.js";

@Resolver(() => WebhookEventType)
export class WebhookEventResolver {
  @Allow("public")
  @Query(() => [WebhookEventType], {
    description:
      "The kinds of events that webhooks and the Redis stream carry, by name, each with the JSON Schema of its body. The list is the same for everyone.",
  })
  webhookEvents(): readonly PublicEvent[] {
    return CATALOGUE;
  }
}
