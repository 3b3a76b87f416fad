import { assessmentInvited, type AssessmentInvited } from "../../../../events/assessment-invited.event.js";
import { assessmentResultReleased, type AssessmentResultReleased } from "../../../../events/assessment-result-released.event.js";
import { messageLanguageOf, messagesIn, type MessageLanguage } from "../../../../messages/messages.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { declaredMail } from "../../../contracts/declared-mail.js";
import { letter } from "../../../messaging/notifications/mail/mail-content.js";
import { linkUrl } from "./invitation-link.js";

interface Recipient {
  id: string;
  email: string;
  version: number;
  username: string;
  locale: string;
}

/** A candidate who was invited by address and may still open the link. */
async function recipientOf(em: EntityManager, candidateId: string, condition = "true"): Promise<Recipient | null> {
  const [found] = await rows<Recipient>(
    em,
    `select c.id, c.email, c.link_version as version, u.username, u.locale
     from assessment_candidates c join assessments a on a.id = c.assessment_id join users u on u.id = a.owner_id
     where c.id = ? and c.email is not null and c.revoked_at is null and c.link_expires_at > now() and u.deleted_at is null and ${condition}`,
    [candidateId],
  );
  return found ?? null;
}

const wordsIn = (language: MessageLanguage) => messagesIn(language).assessment.mail;

/**
 * To an unconfirmed address, so the only text in it that the author chose is the username, which has no room for a message. In the author's
 * language, as nothing is known of the recipient.
 */
export const assessmentInvitationMail = declaredMail<AssessmentInvited>({
  name: "assessment-invitation",
  event: assessmentInvited,
  about: ({ mailId }) => mailId,
  async write(em, { candidateId }, webUrl, { secrets }) {
    const found = await recipientOf(em, candidateId, "a.status = 'PUBLISHED'");
    if (!found) return null;
    const language = messageLanguageOf(found.locale);
    const { subject, body, action, rights, closing } = wordsIn(language);
    const url = linkUrl(webUrl, secrets, { candidateId: found.id, version: found.version });
    const lines = [body(found.username), { label: action, url }, rights];
    return { to: found.email, ...letter({ language, subject, name: found.email, lines, closing }) };
  },
});

export const assessmentResultMail = declaredMail<AssessmentResultReleased>({
  name: "assessment-result",
  event: assessmentResultReleased,
  about: ({ mailId }) => mailId,
  async write(em, { candidateId }, webUrl, { secrets }) {
    const found = await recipientOf(em, candidateId, "a.released_at is not null");
    if (!found) return null;
    const language = messageLanguageOf(found.locale);
    const { resultSubject: subject, resultBody, resultAction: label, rights, closing } = wordsIn(language);
    const url = linkUrl(webUrl, secrets, { candidateId: found.id, version: found.version });
    return { to: found.email, ...letter({ language, subject, name: found.email, lines: [resultBody, { label, url }, rights], closing }) };
  },
});
