import { nodesById } from "../../../graphql/node-lookup.js";
import { on } from "../../../platform/outbox/outbox.js";
import { createWebhookSender } from "../../../platform/webhooks/webhook-sender.js";
import type { Declarations, Module, Services } from "../../contracts/module.js";
import { CATALOGUE } from "../event-stream/catalogue/catalogue.js";
import { deliveriesByIds } from "./deliveries/delivery.rows.js";
import { createDeliveriesService } from "./deliveries/deliveries.service.js";
import { deliverWebhooks, startWebhookSweeper, startWebhookWorker } from "./deliveries/deliver-webhooks.job.js";
import { createRecordEvent } from "./deliveries/record-event.js";
import { WebhookDelivery } from "./deliveries/webhook-delivery.entity.js";
import { WebhookDeliveryResolver } from "./deliveries/webhook-delivery.resolver.js";
import { endpointsByIds } from "./endpoints/endpoint.rows.js";
import { createEndpointsService } from "./endpoints/endpoints.service.js";
import { WebhookEndpoint } from "./endpoints/webhook-endpoint.entity.js";
import { WebhookEndpointResolver } from "./endpoints/webhook-endpoint.resolver.js";
import { webhookStoppedNotification } from "./webhook-stopped.notification.js";
import { webhooksPermissions } from "./webhooks.permissions.js";
import { webhooksOrganizationData } from "./webhooks.organization-data.js";
import { webhooksPersonalData } from "./webhooks.personal-data.js";
import { webhooksRetention } from "./webhooks.retention.js";

export default {
  name: "webhooks",
  entities: [WebhookEndpoint, WebhookDelivery],
  permissions: webhooksPermissions,
  fieldCosts: { "Query.webhookEndpoints": { items: 5 } },
  resolvers: [WebhookEndpointResolver, WebhookDeliveryResolver],
  jobs: [deliverWebhooks],
  notificationKinds: [webhookStoppedNotification],
  personalData: webhooksPersonalData,
  organizationData: webhooksOrganizationData,
  retention: webhooksRetention,

  wire(platform, _neighbours: Services, { checkpoint }: Declarations) {
    const sender = createWebhookSender({ anyEndpoint: platform.env.WEBHOOK_ENDPOINTS === "any" });
    const own = { ...platform, sender, checkpoint };
    const recordEvent = createRecordEvent(platform);
    return {
      resolvers: [new WebhookEndpointResolver(createEndpointsService(own)), new WebhookDeliveryResolver(createDeliveriesService(platform))],
      nodes: {
        WebhookEndpoint: nodesById("webhook:read", ({ em, signedIn }, ids) => endpointsByIds(em, signedIn, ids)),
        WebhookDelivery: nodesById("webhook:read", ({ em, signedIn }, ids) => deliveriesByIds(em, signedIn, ids)),
      },
      eventHandlers: CATALOGUE.filter(({ audience }) => audience !== "INSTALLATION").map((event) =>
        on(event.from, `webhooks-${event.type}`, (payload, eventId) => recordEvent(event, payload, eventId)),
      ),
      workers: [async () => startWebhookWorker(own), async () => startWebhookSweeper(platform)],
    };
  },
} satisfies Module;
