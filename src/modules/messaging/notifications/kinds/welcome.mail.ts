import { accountRegistered } from "../../../../events/account-registered.event.js";
import { MailedLink } from "../../../accounts/identity/credentials/mailed-link.entity.js";
import { messageLanguageOf, messagesIn, type MessageLanguage } from "../../../../messages/messages.js";
import { User } from "../../../base/users/user.entity.js";
import { letter } from "../mail/mail-content.js";
import type { MailContent } from "../../../contracts/notification-kind.js";
import { mailKind } from "../mail/mail-kind.js";

/**
 * Sent to an unconfirmed address, so it contains no free text chosen at registration: a username has no room for a link or
 * a sentence, but a display name has.
 */
export function welcomeContent(name: string, verifyUrl: string | null, language: MessageLanguage): MailContent {
  const { subject, ready, confirm, start } = messagesIn(language).welcome;
  return letter({ language, subject, name, lines: [ready, ...(verifyUrl ? [{ label: confirm, url: verifyUrl }] : []), start] });
}

export const welcomeMail = mailKind({
  name: "welcome",
  event: accountRegistered,
  about: ({ userId }) => userId,
  async write(em, { userId }, { links }) {
    const user = await em.findOne(User, { id: userId });
    if (!user?.email) return null;
    const waits = { email: user.email, purpose: "VERIFY_EMAIL", usedAt: null, expiresAt: { $gt: new Date() } } as const;
    const link = user.emailVerifiedAt ? null : await em.findOne(MailedLink, waits, { orderBy: { id: "desc" } });
    return { to: user.email, ...welcomeContent(user.username, link && links.urlOf(link), messageLanguageOf(user.locale)) };
  },
});
