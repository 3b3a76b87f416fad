import { accountRegistered } from "../../events/account-registered.event.js";
import { MailedLink } from "../identity/mailed-link.entity.js";
import { User } from "../users/user.entity.js";
import { letter, type MailContent } from "./mail-content.js";
import { mailKind } from "./mail-kind.js";

/**
 * Goes to an address that nobody has confirmed, so it repeats nothing that whoever registered could write freely: a
 * username has no room for a link or a sentence, a display name has.
 */
export function welcomeContent({ username, verifyUrl }: { username: string; verifyUrl: string | null }): MailContent {
  return letter("Welcome to CodeQuest", username, [
    "your CodeQuest account is ready.",
    ...(verifyUrl ? [{ label: "Confirm that this address is yours", url: verifyUrl }] : []),
    "Pick a problem, write a solution in one of six languages, and watch it being judged test by test.",
  ]);
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
    return { to: user.email, ...welcomeContent({ username: user.username, verifyUrl: link && links.urlOf(link) }) };
  },
});
