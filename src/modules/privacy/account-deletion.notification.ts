import { accountDeletionChanged, type AccountDeletionChanged } from "../../events/account-deletion-changed.event.js";
import { rows } from "../../platform/database.js";
import { inLanguage, type Language, type Texts } from "../notifications/language.js";
import { letter, securityClosing } from "../notifications/mail-content.js";
import { notificationKind } from "../notifications/notification-kind.js";

interface Change {
  change: AccountDeletionChanged["change"];
  /** ISO time, to the minute. */
  dueAt: string;
}

type Words = readonly [title: string, body: string, advice: string];

const WORDS: Texts<Record<Change["change"], (dueAt: string) => Words>> = {
  en: {
    SCHEDULED: (dueAt) => [
      "Your account will be deleted",
      `Your account and what is yours in it will be deleted on ${dueAt}. Until then it works as before.`,
      "To keep it, sign in before that and call the deletion off in your account's settings. If you have not asked for it, set a new password too.",
    ],
    CANCELLED: () => [
      "Your account stays",
      "The deletion of your account has been called off.",
      "If it was not you, set a new password, and end the sessions you don't know.",
    ],
  },
  de: {
    SCHEDULED: (dueAt) => [
      "Dein Konto wird gelöscht",
      `Dein Konto wird mit allem, was dir darin gehört, am ${dueAt} gelöscht. Bis dahin bleibt es, wie es ist.`,
      "Willst du es behalten, melde dich vorher an und nimm die Löschung in den Einstellungen zurück. Kam sie nicht von dir, setze auch ein neues Passwort.",
    ],
    CANCELLED: () => [
      "Dein Konto bleibt",
      "Die Löschung deines Kontos wurde zurückgenommen.",
      "Warst du es nicht, setze ein neues Passwort, und beende die Sitzungen, die du nicht kennst.",
    ],
  },
};

const wordsOf = ({ change, dueAt }: Change, language: Language) => inLanguage(WORDS, language)[change](dueAt);

/** An account that an admin deletes is suspended, and hears of that. */
export const accountDeletionNotification = notificationKind<AccountDeletionChanged, Change>({
  name: "account-deletion",
  title: "Deletion of your account",
  description: "Your account is to be deleted, or is not any more. Mails about it can't be switched off.",
  channels: { IN_APP: "ON", EMAIL: "ALWAYS", PUSH: "ON" },
  event: accountDeletionChanged,
  async tell(em, { userId, deletionId, change }) {
    const [row] = await rows<{ dueAt: Date }>(em, `select due_at as "dueAt" from account_deletions where id = ?`, [deletionId]);
    return row ? { to: [userId], data: { change, dueAt: `${row.dueAt.toISOString().slice(0, 16).replace("T", " ")} UTC` } } : null;
  },
  text(data, language) {
    const [title, body] = wordsOf(data, language);
    return { title, body };
  },
  mail(data, { username, language }) {
    const [title, body, advice] = wordsOf(data, language);
    return letter(title, username, [body, advice], securityClosing(language), language);
  },
});
