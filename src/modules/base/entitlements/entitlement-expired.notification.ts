import { entitlementExpired, type EntitlementExpired } from "../../../events/entitlement-expired.event.js";
import { messagesIn } from "../../../messages/messages.js";
import { rows } from "../../../platform/database/database.js";
import { notificationKind } from "../../contracts/notification-kind.js";
import { IS_ACTIVE } from "./entitlement.rows.js";

interface Expired {
  key: string;
}

export const entitlementExpiredNotification = notificationKind<EntitlementExpired, Expired>({
  name: "entitlement-expired",
  title: "Expired plans",
  description: "Something that your plan or a purchase gave you has expired.",
  channels: { IN_APP: "ON", EMAIL: "ON", PUSH: "OFF" },
  subject: "Entitlement",
  event: entitlementExpired,
  /** Nobody is told while another grant of the same key runs. */
  async tell(em, { entitlementId, userId, key }) {
    const sql = `select from entitlements e join entitlements ended on ended.id = ? where e.user_id = ? and e.key = ?
      and e.subject_id is not distinct from ended.subject_id and ${IS_ACTIVE} limit 1`;
    if ((await rows(em, sql, [entitlementId, userId, key])).length > 0) return null;
    return { to: [userId], data: { key }, subject: { type: "Entitlement", id: entitlementId } };
  },
  text({ key }, language) {
    const { expired, expiredBody, names } = messagesIn(language).entitlement;
    const name = (names as Readonly<Record<string, string>>)[key] ?? key;
    return { title: expired(name), body: expiredBody(name) };
  },
});
