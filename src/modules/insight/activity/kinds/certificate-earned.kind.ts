import { certificateIssued } from "../../../../events/certificate-issued.event.js";
import { certificateRevoked } from "../../../../events/certificate-revoked.event.js";
import { messagesIn } from "../../../../messages/messages.js";
import { rows } from "../../../../platform/database/database.js";
import { activityKind } from "./activity-kind.js";

interface Issued {
  trackId: string;
  at: Date;
  valid: boolean;
}

/** Its subject is the track: others see a certificate by its code only. A revoked certificate has no entry. */
export const certificateEarned = activityKind({
  name: "CERTIFICATE_EARNED",
  title: "Certificates",
  description: "Earned the certificate of a track.",
  events: [certificateIssued, certificateRevoked],
  subject: "Track",
  about: ({ certificateId }) => certificateId,
  async assess(em, { certificateId, userId }) {
    const [found] = await rows<Issued>(
      em,
      `select c.track_id as "trackId", c.issued_at as at, c.revoked_at is null as valid from certificates c where c.id = ?`,
      [certificateId],
    );
    return found ? { userId, causeId: certificateId, holds: found.valid, at: found.at, subjectId: found.trackId } : null;
  },
  text: ({ title }, language) => messagesIn(language).activity.certificateEarned(title),
});
