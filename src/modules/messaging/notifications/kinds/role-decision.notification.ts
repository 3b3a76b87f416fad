import { roleRequestDecided, type RoleRequestDecided } from "../../../../events/role-request-decided.event.js";
import { messagesIn } from "../../../../messages/messages.js";
import { RoleRequest } from "../../../accounts/identity/roles/role-request.entity.js";
import { notificationKind } from "../../../contracts/notification-kind.js";
import { roleDecisionContent } from "./role-decision.mail.js";

interface Decision {
  role: string;
  approved: boolean;
  /** The admin's comment; may be empty or have several lines. */
  comment: string;
}

export const roleDecisionNotification = notificationKind<RoleRequestDecided, Decision>({
  name: "role-decision",
  title: "Role requests",
  description: "An admin has decided on your role request.",
  channels: { IN_APP: "ON", EMAIL: "ON", PUSH: "OFF" },
  subject: "RoleRequest",
  event: roleRequestDecided,
  async tell(em, { requestId, userId, role, approved }) {
    const request = await em.findOne(RoleRequest, { id: requestId });
    return request && { to: [userId], data: { role, approved, comment: request.comment }, subject: { type: "RoleRequest", id: requestId } };
  },
  text: ({ approved, comment }, language) => ({
    title: messagesIn(language).roleDecision[approved ? "approved" : "rejected"],
    body: comment.replace(/\s+/g, " "),
  }),
  mail: (decision, reader) => roleDecisionContent({ ...decision, ...reader }),
});
