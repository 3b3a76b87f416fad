import { accountDeletionChanged, type AccountDeletionChanged } from "../../../../events/account-deletion-changed.event.js";
import { messagesIn, type MessageLanguage } from "../../../../messages/messages.js";
import { rows } from "../../../../platform/database/database.js";
import { letter } from "../../../messaging/notifications/mail/mail-content.js";
import { notificationKind } from "../../../contracts/notification-kind.js";

interface Change {
  change: AccountDeletionChanged["change"];
  /** UTC time, to the minute. */
  dueAt: string;
}

function wordsOf({ change, dueAt }: Change, language: MessageLanguage) {
  const { scheduled, cancelled } = messagesIn(language).accountDeletion;
  return change === "SCHEDULED" ? { ...scheduled, body: scheduled.body(dueAt) } : cancelled;
}

/** Not for deletions by an admin: the account is then suspended, and gets the mail about that instead. */
export const accountDeletionNotification = notificationKind<AccountDeletionChanged, Change>({
  name: "account-deletion",
  title: "Deletion of your account",
  description: "The deletion of your account was scheduled or cancelled. These mails cannot be turned off.",
  channels: { IN_APP: "ON", EMAIL: "ALWAYS", PUSH: "ON" },
  event: accountDeletionChanged,
  async tell(em, { userId, deletionId, change }) {
    const [row] = await rows<{ dueAt: Date }>(em, `select due_at as "dueAt" from account_deletions where id = ?`, [deletionId]);
    return row ? { to: [userId], data: { change, dueAt: `${row.dueAt.toISOString().slice(0, 16).replace("T", " ")} UTC` } } : null;
  },
  text(data, language) {
    const { title, body } = wordsOf(data, language);
    return { title, body };
  },
  mail(data, { username, language }) {
    const { title, body, advice } = wordsOf(data, language);
    const closing = messagesIn(language).closing.security;
    return letter({ language, subject: title, name: username, lines: [body, advice], closing });
  },
});
