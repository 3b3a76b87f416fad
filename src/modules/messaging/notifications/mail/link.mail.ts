import { linkRequested } from "../../../../events/link-requested.event.js";
import { MailedLink, type LinkPurpose } from "../../../accounts/identity/credentials/mailed-link.entity.js";
import { messageLanguageOf, messagesIn, type MessageLanguage } from "../../../../messages/messages.js";
import { User } from "../../../base/users/user.entity.js";
import { letter } from "./mail-content.js";
import type { MailContent } from "../../../contracts/notification-kind.js";
import { mailKind } from "./mail-kind.js";

/** Greets by username: some of these mails go to unconfirmed addresses. */
export function linkContent(purpose: LinkPurpose, language: MessageLanguage, name: string, url: string): MailContent {
  const messages = messagesIn(language);
  const { verifyEmail, resetPassword, changeEmail, undoEmailChange } = messages;
  const button = ({ action }: { action: string }) => ({ label: action, url });
  const [text, lines] = {
    VERIFY_EMAIL: [verifyEmail, [verifyEmail.body, button(verifyEmail)]] as const,
    RESET_PASSWORD: [resetPassword, [resetPassword.body, button(resetPassword), resetPassword.notYou]] as const,
    CHANGE_EMAIL: [changeEmail, [changeEmail.body, button(changeEmail)]] as const,
    UNDO_EMAIL_CHANGE: [undoEmailChange, [undoEmailChange.body, undoEmailChange.notYou, button(undoEmailChange)]] as const,
  }[purpose];
  const closing = purpose === "UNDO_EMAIL_CHANGE" ? { closing: messages.closing.security } : {};
  return letter({ language, subject: text.subject, name, lines, ...closing });
}

/** The recipient; null if there is no such account, which is not revealed to the requester. */
async function readerOf(find: (where: object) => Promise<User | null>, link: MailedLink): Promise<User | null> {
  if (link.purpose === "UNDO_EMAIL_CHANGE") return find({ id: link.userId });
  const holder = await find({ email: link.email });
  if (link.purpose === "CHANGE_EMAIL") return holder ? null : find({ id: link.userId });
  return link.purpose === "VERIFY_EMAIL" && holder?.emailVerifiedAt ? null : holder;
}

export const linkMail = mailKind({
  name: "link",
  event: linkRequested,
  about: ({ linkId }) => linkId,
  async write(em, { linkId }, { links }) {
    const link = await em.findOne(MailedLink, { id: linkId });
    if (!link || link.usedAt || link.expiresAt <= new Date()) return null;
    const reader = await readerOf((where) => em.findOne(User, where), link);
    return reader && { to: link.email, ...linkContent(link.purpose, messageLanguageOf(reader.locale), reader.username, links.urlOf(link)) };
  },
});
