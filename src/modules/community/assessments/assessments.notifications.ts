import { assessmentFinished, type AssessmentFinished } from "../../../events/assessment-finished.event.js";
import { assessmentInvited, type AssessmentInvited } from "../../../events/assessment-invited.event.js";
import { assessmentResultReleased, type AssessmentResultReleased } from "../../../events/assessment-result-released.event.js";
import { messagesIn } from "../../../messages/messages.js";
import { rows, type EntityManager } from "../../../platform/database/database.js";
import { notificationKind } from "../../contracts/notification-kind.js";

interface Found {
  accountId: string | null;
  title: string;
}

/** The account that was invited; by address, a mail tells. */
async function invitedAccount(em: EntityManager, candidateId: string, condition: string) {
  const [found] = await rows<Found>(
    em,
    `select c.account_id as "accountId", a.title from assessment_candidates c join assessments a on a.id = c.assessment_id
     where c.id = ? and c.account_id is not null and c.revoked_at is null and ${condition}`,
    [candidateId],
  );
  if (!found) return null;
  return { to: [found.accountId!], data: { title: found.title }, subject: { type: "AssessmentInvitation", id: candidateId } };
}

export const assessmentInvitedNotification = notificationKind<AssessmentInvited, { title: string }>({
  name: "assessment-invited",
  title: "Invitations to assessments",
  description: "Someone invites your account to an assessment.",
  channels: { IN_APP: "ON", EMAIL: "ON", PUSH: "ON" },
  subject: "AssessmentInvitation",
  event: assessmentInvited,
  tell: (em, { candidateId }) => invitedAccount(em, candidateId, "a.status = 'PUBLISHED'"),
  text({ title }, language) {
    const words = messagesIn(language).assessment;
    return { title: words.invited(title), body: words.invitedBody };
  },
});

export const assessmentReleasedNotification = notificationKind<AssessmentResultReleased, { title: string }>({
  name: "assessment-released",
  title: "Results of assessments",
  description: "The result of an assessment that you took is available.",
  channels: { IN_APP: "ON", EMAIL: "ON", PUSH: "ON" },
  subject: "AssessmentInvitation",
  event: assessmentResultReleased,
  tell: (em, { candidateId }) => invitedAccount(em, candidateId, "a.released_at is not null"),
  text({ title }, language) {
    const words = messagesIn(language).assessment;
    return { title: words.released(title), body: words.releasedBody };
  },
});

export const assessmentFinishedNotification = notificationKind<AssessmentFinished, { title: string; name: string }>({
  name: "assessment-finished",
  title: "Candidates of your assessments",
  description: "A candidate of an assessment that you wrote has finished.",
  channels: { IN_APP: "ON", EMAIL: "OFF", PUSH: "OFF" },
  subject: "AssessmentCandidate",
  event: assessmentFinished,
  async tell(em, { candidateId }) {
    const [found] = await rows<{ ownerId: string; title: string; name: string; assessmentId: string }>(
      em,
      `select a.owner_id as "ownerId", a.title, a.id as "assessmentId", coalesce(nullif(c.name, ''), c.email, u.username, '') as name
       from assessment_candidates c join assessments a on a.id = c.assessment_id left join users u on u.id = c.account_id where c.id = ?`,
      [candidateId],
    );
    if (!found) return null;
    const { ownerId, title, name } = found;
    return { to: [ownerId], data: { title, name }, subject: { type: "AssessmentCandidate", id: candidateId } };
  },
  text({ title, name }, language) {
    const words = messagesIn(language).assessment;
    return { title: words.finished(name), body: words.finishedBody(title) };
  },
});
