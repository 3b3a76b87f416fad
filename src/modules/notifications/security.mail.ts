import { accountSecurityChanged } from "../../events/account-security-changed.event.js";
import { registrationRepeated } from "../../events/registration-repeated.event.js";
import { User } from "../users/user.entity.js";
import { languageOf } from "./language.js";
import { letter, securityClosing } from "./mail-content.js";
import { mailKind } from "./mail-kind.js";
import { securityContent } from "./security.notification.js";

/** The one thing that a suspended account is told. Every other change is a notification of the kind security. */
export const suspensionMail = mailKind({
  name: "suspension",
  event: accountSecurityChanged,
  isDue: ({ change }) => change === "SUSPENDED",
  about: ({ about }) => about,
  async write(em, { userId, change }) {
    const user = await em.findOne(User, { id: userId });
    return user?.email ? { to: user.email, ...securityContent({ change }, user.username, languageOf(user.locale)) } : null;
  },
});

export const registrationRepeatedMail = mailKind({
  name: "registration-repeated",
  event: registrationRepeated,
  about: ({ about }) => about,
  async write(em, { userId }) {
    const user = await em.findOne(User, { id: userId });
    const lines = [
      "someone, perhaps you, has tried to make an account with this e-mail address, which has one already.",
      "Sign in with it, or ask for a new password if you have forgotten yours.",
    ];
    return user?.email ? { to: user.email, ...letter("You have an account already", user.username, lines, securityClosing("en")) } : null;
  },
});
