import { accountRegistered } from "../../events/account-registered.event.js";
import { User } from "../users/user.entity.js";
import { markup } from "./markup.js";
import { contentOf, type MailContent } from "./mail-content.js";
import { mailKind } from "./mail-kind.js";

/**
 * Goes to an address that nobody has confirmed, so it repeats nothing that whoever registered could write freely: a
 * username has no room for a link or a sentence, a display name has.
 */
export function welcomeContent({ username }: { username: string }): MailContent {
  return contentOf({
    subject: "Welcome to CodeQuest",
    text: [
      `Hello ${username},`,
      "your CodeQuest account is ready. Sign in with this e-mail address and the password you chose.",
      "Pick a problem, write a solution in one of six languages, and watch it being judged test by test.",
    ],
    html: [
      markup`<p>Hello <strong>${username}</strong>,</p>`,
      markup`<p>your CodeQuest account is ready. Sign in with this e-mail address and the password you chose.</p>`,
      markup`<p>Pick a problem, write a solution in one of six languages, and watch it being judged test by test.</p>`,
    ],
  });
}

export const welcomeMail = mailKind({
  name: "welcome",
  event: accountRegistered,
  about: ({ userId }) => userId,
  async write(em, { userId }) {
    const user = await em.findOne(User, { id: userId });
    return user && { to: user.email, ...welcomeContent(user) };
  },
});
