import { webhookStopped, type WebhookStopped } from "../../../events/webhook-stopped.event.js";
import { messagesIn } from "../../../messages/messages.js";
import { rows } from "../../../platform/database/database.js";
import { notificationKind } from "../../contracts/notification-kind.js";

interface Stopped {
  organization: string;
  reason: WebhookStopped["reason"];
}

export const webhookStoppedNotification = notificationKind<WebhookStopped, Stopped>({
  name: "webhook-stopped",
  title: "Stopped webhooks",
  description: "A webhook endpoint of an organization that you run fails for days, or says that it is gone, and gets no more events.",
  channels: { IN_APP: "ON", EMAIL: "ON", PUSH: "OFF" },
  subject: "WebhookEndpoint",
  event: webhookStopped,
  async tell(em, { endpointId, organizationId, reason }) {
    const found = await rows<{ organization: string; userId: string }>(
      em,
      `select o.name as organization, m.user_id as "userId" from organizations o join organization_members m on m.organization_id = o.id
       where o.id = ? and m.role in ('OWNER', 'MANAGER') order by m.id`,
      [organizationId],
    );
    const [first] = found;
    if (!first) return null;
    return {
      to: found.map(({ userId }) => userId),
      data: { organization: first.organization, reason },
      subject: { type: "WebhookEndpoint", id: endpointId },
    };
  },
  text({ organization, reason }, language) {
    const { title, body } = messagesIn(language).webhookStopped;
    return { title: title(organization), body: body[reason] };
  },
});
