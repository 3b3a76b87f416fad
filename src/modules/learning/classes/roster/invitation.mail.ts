import { classInvited } from "../../../../events/class-invited.event.js";
import { messageLanguageOf, messagesIn } from "../../../../messages/messages.js";
import { rows } from "../../../../platform/database/database.js";
import { declaredMail } from "../../../contracts/declared-mail.js";
import { letter } from "../../../messaging/notifications/mail/mail-content.js";

/**
 * To an unconfirmed address, so the only text in it that the instructor chose is the username, which has no room for a message: neither
 * the class's title nor a display name. In the instructor's language, as nothing is known of the recipient.
 */
export const classInvitationMail = declaredMail<{ invitationId: string }>({
  name: "class-invitation",
  event: classInvited,
  about: ({ invitationId }) => invitationId,
  async write(em, { invitationId }, webUrl) {
    const [found] = await rows<{ email: string; username: string; locale: string }>(
      em,
      `select i.email, u.username, u.locale from class_invitations i join classes c on c.id = i.class_id join users u on u.id = i.invited_by_id
       where i.id = ? and c.archived_at is null and u.deleted_at is null`,
      [invitationId],
    );
    if (!found) return null;
    const language = messageLanguageOf(found.locale);
    const { subject, body, action, closing } = messagesIn(language).classInvitation;
    const lines = [body(found.username), { label: action, url: `${webUrl}/register` }];
    return { to: found.email, ...letter({ language, subject, name: found.email, lines, closing }) };
  },
});
