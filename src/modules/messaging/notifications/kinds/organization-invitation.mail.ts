import { organizationInvited, type OrganizationInvited } from "../../../../events/organization-invited.event.js";
import { messageLanguageOf, messagesIn } from "../../../../messages/messages.js";
import { rows } from "../../../../platform/database/database.js";
import { declaredMail } from "../../../contracts/declared-mail.js";
import { letter } from "../mail/mail-content.js";

/**
 * To an address whose owner asked for nothing, so it has no text that the sender chose freely: username and slug have no room for a link or
 * a sentence, and the organization's name does. In the sender's language, as nothing is known of the recipient.
 */
export const organizationInvitationMail = declaredMail<OrganizationInvited>({
  name: "organization-invitation",
  event: organizationInvited,
  about: ({ mailId }) => mailId,
  async write(em, { invitationId }, webUrl) {
    const [found] = await rows<{ email: string; slug: string; username: string; locale: string }>(
      em,
      `select i.email, o.slug, u.username, u.locale from organization_invitations i join organizations o on o.id = i.organization_id
       join users u on u.id = i.invited_by_id
       where i.id = ? and i.email is not null and i.expires_at > now() and o.state = 'ACTIVE' and u.deleted_at is null`,
      [invitationId],
    );
    if (!found) return null;
    const language = messageLanguageOf(found.locale);
    const { subject, body, action, closing } = messagesIn(language).organizationInvitation;
    const lines = [body(found.username, found.slug), { label: action, url: `${webUrl}/invitations` }];
    return { to: found.email, ...letter({ language, subject, name: found.email, lines, closing }) };
  },
});
