import { messagesIn, type MessageLanguage } from "../../../../messages/messages.js";
import { markup } from "../mail/markup.js";
import { contentOf } from "../mail/mail-content.js";
import type { MailContent } from "../../../contracts/notification-kind.js";

export interface RoleDecision {
  displayName: string;
  role: string;
  approved: boolean;
  /** The admin's comment; may be empty or have several lines. */
  comment: string;
  language: MessageLanguage;
}

export function roleDecisionContent({ displayName, role, approved, comment, language }: RoleDecision): MailContent {
  const { greeting: hello, roleDecision: words } = messagesIn(language);
  const roleName = role.toLowerCase().replaceAll("_", " ");
  const outcome = approved ? words.approvedBody(roleName) : words.rejectedBody(roleName);
  const quoted = comment.split(/\r\n|\r|\n/).map((line) => `> ${line}`);
  return contentOf({
    language,
    subject: approved ? words.approved : words.rejected,
    text: [`${hello} ${displayName},`, outcome, ...(comment ? [[words.quoted, ...quoted].join("\n")] : [])],
    html: [
      markup`<p>${hello} <strong>${displayName}</strong>,</p>`,
      markup`<p>${outcome}</p>`,
      ...(comment ? [markup`<p>${words.quoted}</p><blockquote style="white-space: pre-wrap">${comment}</blockquote>`] : []),
    ],
  });
}
