import { linkRequested } from "../../events/link-requested.event.js";
import { MailedLink, type LinkPurpose } from "../identity/mailed-link.entity.js";
import { User } from "../users/user.entity.js";
import { letter, securityClosing, type MailContent } from "./mail-content.js";
import { mailKind } from "./mail-kind.js";

/** Greets by username: some of these go to addresses that nobody has confirmed. */
const TEXTS: Record<LinkPurpose, (name: string, url: string) => MailContent> = {
  VERIFY_EMAIL: (name, url) =>
    letter("Confirm your e-mail address", name, [
      "please confirm that this address is yours. The link works for 72 hours.",
      { label: "Confirm the address", url },
    ]),
  RESET_PASSWORD: (name, url) =>
    letter("Set a new password", name, [
      "someone, most likely you, has asked for a new password for your account. The link works once, for an hour.",
      { label: "Set a new password", url },
      "If it was not you, leave it: your password stays as it is.",
    ]),
  CHANGE_EMAIL: (name, url) =>
    letter("Confirm your new e-mail address", name, [
      "your account is to have this e-mail address from now on. The link works for 24 hours.",
      { label: "Use this address", url },
    ]),
  UNDO_EMAIL_CHANGE: (name, url) =>
    letter(
      "Your e-mail address has been changed",
      name,
      [
        "your account has another e-mail address now, and this one can't sign in to it any more.",
        "If it was not you, put it back: that signs everyone out of your account and lets you set a new password. The link works for 7 days.",
        { label: "Undo the change", url },
      ],
      securityClosing("en"),
    ),
};

/** Whose mail it is; null when there is no such account, which whoever asked for the link is not told. */
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
    return reader && { to: link.email, ...TEXTS[link.purpose](reader.username, links.urlOf(link)) };
  },
});
