import { on } from "../../../platform/outbox/outbox.js";
import type { Module } from "../../contracts/module.js";
import { CATALOGUE } from "./catalogue/catalogue.js";
import { WebhookEventResolver } from "./catalogue/webhook-event.resolver.js";
import { createAppendEvent } from "./stream/append-event.js";

/** The public events, and the Redis stream that has all of them. Holds no data of its own. */
export default {
  name: "event-stream",
  exports: ["catalogue/catalogue", "catalogue/public-event"],
  fieldCosts: {
    "Query.webhookEvents": { items: 20 },
    "WebhookEvent.schema": { weight: 2 },
  },
  resolvers: [WebhookEventResolver],

  wire(platform) {
    const append = createAppendEvent(platform);
    if (platform.env.EVENT_STREAM_LENGTH === 0) return {};
    return {
      eventHandlers: CATALOGUE.map((event) =>
        on(event.from, `event-stream-${event.type}`, (payload, eventId) => append(event, payload, eventId)),
      ),
    };
  },
} satisfies Module;
