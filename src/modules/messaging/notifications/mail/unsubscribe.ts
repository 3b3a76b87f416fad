import { rows, type Database } from "../../../../platform/database/database.js";
import { languageOf, type Language } from "../../../../messages/messages.js";
import { DIGEST_SCOPE, type MailUrls } from "./mail-urls.js";
import type { NotificationKinds } from "../../../contracts/notification-kind.js";
import type { SettingsService } from "../preferences/settings.service.js";

/** What the page of an unsubscribe link may say: never whose it is. */
export interface UnsubscribePage {
  /** What it is about, in words. */
  subject: string;
  language: Language;
}

export interface Unsubscriber {
  /** Changes nothing, as scanners of mail open every link. Null for a link that was not made here or leads nowhere any more. */
  show(token: string): Promise<UnsubscribePage | null>;
  /** Ends these mails. Safe to repeat. */
  unsubscribe(token: string): Promise<UnsubscribePage | null>;
}

interface Dependencies {
  db: Database;
  urls: MailUrls;
  kinds: NotificationKinds;
  settings: SettingsService;
}

export function createUnsubscriber({ db, urls, kinds, settings }: Dependencies): Unsubscriber {
  const find = async (token: string) => {
    const found = urls.read(token);
    if (!found) return null;
    const kind = kinds.get(found.scope);
    if (found.scope !== DIGEST_SCOPE && kind?.channels.EMAIL !== "ON" && kind?.channels.EMAIL !== "OFF") return null;
    const [user] = await rows<{ locale: string }>(db.em.fork(), "select locale from users where id = ?", [found.userId]);
    return user && { ...found, page: { subject: kind?.title ?? "Digest", language: languageOf(user.locale) } };
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
