import { dataExportReady, type DataExportReady } from "../../../../events/data-export-ready.event.js";
import { messagesIn } from "../../../../messages/messages.js";
import { rows } from "../../../../platform/database/database.js";
import { letter } from "../../../messaging/notifications/mail/mail-content.js";
import { notificationKind } from "../../../contracts/notification-kind.js";

interface Ready {
  /** ISO date. */
  until: string;
}

/** Always sent by mail: an archive requested by an intruder exposes all of the account's data. */
export const dataExportNotification = notificationKind<DataExportReady, Ready>({
  name: "data-export",
  title: "Export of your data",
  description: "The archive of your data is ready for download. These mails cannot be turned off.",
  channels: { IN_APP: "ON", EMAIL: "ALWAYS", PUSH: "OFF" },
  subject: "DataExport",
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
  text({ until }, language) {
    const { title, body } = messagesIn(language).dataExport;
    return { title, body: body(until) };
  },
  mail({ until }, { username, language }) {
    const { dataExport, closing } = messagesIn(language);
    const lines = [dataExport.body(until), dataExport.notYou];
    return letter({ language, subject: dataExport.title, name: username, lines, closing: closing.security });
  },
});
