import { rows, type Database } from "../../../../platform/database/database.js";
import { messageLanguageOf, type MessageLanguage } from "../../../../messages/messages.js";
import { DIGEST_SCOPE, type MailUrls } from "./mail-urls.js";
import type { NotificationKinds } from "../../../contracts/notification-kind.js";
import type { NotificationSettingsService } from "../preferences/notification-settings.service.js";

/** Content of the unsubscribe page; never reveals the account. */
export interface UnsubscribePage {
  /** Readable name of what the mails are about. */
  subject: string;
  language: MessageLanguage;
}

export interface Unsubscriber {
  /** Changes nothing, because mail scanners open every link. Null for an invalid or outdated link. */
  show(token: string): Promise<UnsubscribePage | null>;
  /** Turns these mails off. Idempotent. */
  unsubscribe(token: string): Promise<UnsubscribePage | null>;
}

interface Dependencies {
  db: Database;
  urls: MailUrls;
  kinds: NotificationKinds;
  settings: NotificationSettingsService;
}

export function createUnsubscriber({ db, urls, kinds, settings }: Dependencies): Unsubscriber {
  const find = async (token: string) => {
    const found = urls.read(token);
    if (!found) return null;
    const kind = kinds.get(found.scope);
    if (found.scope !== DIGEST_SCOPE && kind?.channels.EMAIL !== "ON" && kind?.channels.EMAIL !== "OFF") return null;
    const [user] = await rows<{ locale: string }>(db.em.fork(), "select locale from users where id = ?", [found.userId]);
    return user && { ...found, page: { subject: kind?.title ?? "Digest", language: messageLanguageOf(user.locale) } };
  };

  return {
    show: async (token) => (await find(token))?.page ?? null,

    async unsubscribe(token) {
      const found = await find(token);
      if (!found) return null;
      const { userId, scope, page } = found;
      if (scope === DIGEST_SCOPE) await settings.setDigest(userId, "OFF");
      else await settings.change(userId, [{ kind: scope, channel: "EMAIL", enabled: false }]);
      return page;
    },
  };
}
