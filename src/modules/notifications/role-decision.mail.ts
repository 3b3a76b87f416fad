import { roleRequestDecided } from "../../events/role-request-decided.event.js";
import { RoleRequest } from "../identity/role-request.entity.js";
import { User } from "../users/user.entity.js";
import { markup } from "./markup.js";
import { contentOf, type MailContent } from "./mail-content.js";
import { mailKind } from "./mail-kind.js";

export interface RoleDecision {
  displayName: string;
  role: string;
  approved: boolean;
  /** The admin's word to the account; may be empty and may have many lines. */
  comment: string;
}

export function roleDecisionContent({ displayName, role, approved, comment }: RoleDecision): MailContent {
  const wanted = role.toLowerCase().replaceAll("_", " ");
  const outcome = approved
    ? `your request for the role "${wanted}" has been approved. You have the role from now on, without signing in again.`
    : `your request for the role "${wanted}" has been rejected. Your account stays as it was, and you may ask again.`;
  const quoted = comment.split(/\r\n|\r|\n/).map((line) => `> ${line}`);
  return contentOf({
    subject: `Your role request has been ${approved ? "approved" : "rejected"}`,
    text: [`Hello ${displayName},`, outcome, ...(comment ? [["The admin writes:", ...quoted].join("\n")] : [])],
    html: [
      markup`<p>Hello <strong>${displayName}</strong>,</p>`,
      markup`<p>${outcome}</p>`,
      ...(comment ? [markup`<p>The admin writes:</p><blockquote style="white-space: pre-wrap">${comment}</blockquote>`] : []),
    ],
  });
}

export const roleDecisionMail = mailKind({
  name: "role-decision",
  event: roleRequestDecided,
  about: ({ requestId }) => requestId,
  async write(em, { requestId, userId, role, approved }) {
    const user = await em.findOne(User, { id: userId });
    const request = await em.findOne(RoleRequest, { id: requestId });
    if (!user || !request) return null;
    return { to: user.email, ...roleDecisionContent({ displayName: user.displayName, role, approved, comment: request.comment }) };
  },
});
