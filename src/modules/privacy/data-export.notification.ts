import { dataExportReady, type DataExportReady } from "../../events/data-export-ready.event.js";
import { rows } from "../../platform/database.js";
import { inLanguage, type Language, type Texts } from "../notifications/language.js";
import { letter, securityClosing } from "../notifications/mail-content.js";
import { notificationKind } from "../notifications/notification-kind.js";

interface Ready {
  /** ISO day. */
  until: string;
}

const WORDS: Texts<(until: string) => readonly [title: string, body: string, notYou: string]> = {
  en: (until) => [
    "Your data is ready to download",
    `The archive of your account's data is ready. You can fetch it in your account's settings until ${until}.`,
    "If you have not asked for it, someone else knows your password: set a new one at once.",
  ],
  de: (until) => [
    "Deine Daten liegen zum Herunterladen bereit",
    `Das Archiv mit den Daten deines Kontos ist fertig. Du kannst es bis ${until} in den Einstellungen deines Kontos abholen.`,
    "Hast du es nicht angefordert, kennt jemand anderes dein Passwort: Setze sofort ein neues.",
  ],
};

const textOf = ({ until }: Ready, language: Language) => inLanguage(WORDS, language)(until);

/** Always mailed: the archive is all that a thief could want. */
export const dataExportNotification = notificationKind<DataExportReady, Ready>({
  name: "data-export",
  title: "Export of your data",
  description: "The archive of your data that you asked for can be fetched. Mails about it can't be switched off.",
  channels: { IN_APP: "ON", EMAIL: "ALWAYS", PUSH: "OFF" },
  event: dataExportReady,
  async tell(em, { exportId, userId }) {
    const [row] = await rows<{ expiresAt: Date }>(
      em,
      `select expires_at as "expiresAt" from data_exports where id = ? and status = 'READY'`,
      [exportId],
    );
    return row
      ? { to: [userId], data: { until: row.expiresAt.toISOString().slice(0, 10) }, subject: { type: "DataExport", id: exportId } }
      : null;
  },
  text(data, language) {
    const [title, body] = textOf(data, language);
    return { title, body };
  },
  mail(data, { username, language }) {
    const [title, body, notYou] = textOf(data, language);
    return letter(title, username, [body, notYou], securityClosing(language), language);
  },
});
