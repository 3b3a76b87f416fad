import { accountSecurityChanged, type SecurityChange } from "../../events/account-security-changed.event.js";
import { registrationRepeated } from "../../events/registration-repeated.event.js";
import { User } from "../users/user.entity.js";
import { letter, SECURITY_CLOSING, type MailContent } from "./mail-content.js";
import { mailKind } from "./mail-kind.js";

const NOT_YOU = "If it was not you, set a new password at once, and end the sessions you don't know.";

const CHANGES: Record<SecurityChange, readonly [subject: string, ...lines: string[]]> = {
  PASSWORD_CHANGED: [
    "Your password has been changed",
    "the password of your account has been changed, and its other sessions have ended.",
    NOT_YOU,
  ],
  PASSWORD_RESET: [
    "Your password has been reset",
    "the password of your account has been set anew by a link from a mail. Every session has ended.",
    NOT_YOU,
  ],
  EMAIL_CHANGE_REQUESTED: [
    "Your e-mail address is to be changed",
    "someone signed in to your account wants it to have another e-mail address. It changes once the new one is confirmed.",
    NOT_YOU,
  ],
  TWO_FACTOR_ENABLED: [
    "Two-factor is on",
    "signing in to your account asks for a code of your authenticator app from now on. Keep the recovery codes safe.",
    NOT_YOU,
  ],
  TWO_FACTOR_DISABLED: ["Two-factor is off", "signing in to your account asks for no second step any more.", NOT_YOU],
  RECOVERY_CODE_USED: [
    "A recovery code was used",
    "someone used one of the recovery codes of your account in place of the authenticator app.",
    NOT_YOU,
  ],
  RECOVERY_CODES_RENEWED: ["New recovery codes", "your account has new recovery codes; the old ones work no more.", NOT_YOU],
  API_TOKEN_CREATED: ["A new API token", "an API token has been made for your account.", NOT_YOU],
  PROVIDER_LINKED: ["A new way to sign in", "an identity at another service can sign in to your account from now on.", NOT_YOU],
  PROVIDER_UNLINKED: ["A way to sign in is gone", "an identity at another service can't sign in to your account any more.", NOT_YOU],
  REFRESH_TOKEN_REUSED: [
    "A session has been ended",
    "a key of one of your sessions was used twice, as happens when a copy of it is stolen. We have ended that session; sign in again where you need to.",
    "If you sign in on computers of others or have an app you don't know, set a new password.",
  ],
  SUSPENDED: ["Your account is suspended", "an admin has suspended your account. The reason is shown when you sign in."],
  REINSTATED: ["Your account is open again", "your account is no longer suspended. You may sign in."],
};

export function securityContent(change: SecurityChange, name: string): MailContent {
  const [subject, ...lines] = CHANGES[change];
  return letter(subject, name, lines, SECURITY_CLOSING);
}

export const securityMail = mailKind({
  name: "security",
  event: accountSecurityChanged,
  about: ({ about }) => about,
  async write(em, { userId, change }) {
    const user = await em.findOne(User, { id: userId });
    return user && { to: user.email, ...securityContent(change, user.username) };
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
    return user && { to: user.email, ...letter("You have an account already", user.username, lines, SECURITY_CLOSING) };
  },
});
