import { accountSecurityChanged } from "../../../../events/account-security-changed.event.js";
import { registrationRepeated } from "../../../../events/registration-repeated.event.js";
import { messageLanguageOf, messagesIn } from "../../../../messages/messages.js";
import { User } from "../../../base/users/user.entity.js";
import { letter } from "../mail/mail-content.js";
import { mailKind } from "../mail/mail-kind.js";
import { securityContent } from "./security.notification.js";

/** Suspended accounts are notified only of the suspension. All other changes are notifications of the kind `security`. */
export const suspensionMail = mailKind({
  name: "suspension",
  event: accountSecurityChanged,
  isDue: ({ change }) => change === "SUSPENDED",
  about: ({ about }) => about,
  async write(em, { userId, change }) {
    const user = await em.findOne(User, { id: userId });
    return user?.email ? { to: user.email, ...securityContent({ change }, user.username, messageLanguageOf(user.locale)) } : null;
  },
});

export const registrationRepeatedMail = mailKind({
  name: "registration-repeated",
  event: registrationRepeated,
  about: ({ about }) => about,
  async write(em, { userId }) {
    const user = await em.findOne(User, { id: userId });
    if (!user?.email) return null;
    const language = messageLanguageOf(user.locale);
    const { closing, registrationRepeated: words } = messagesIn(language);
    const lines = [words.body, words.advice];
    return { to: user.email, ...letter({ language, subject: words.subject, name: user.username, lines, closing: closing.security }) };
  },
});
