import { certificateIssued } from "../../../events/certificate-issued.event.js";
import type { TrackCompleted } from "../../../events/track-completed.event.js";
import { newId } from "../../../kernel/ids.js";
import { rows, type Database } from "../../../platform/database/database.js";
import { announce } from "../../../platform/outbox/outbox.js";
import { newCode } from "./certificate-code.js";

/**
 * Handler of track.completed. A repeated event, and the completion after enrolling anew, find the certificate that exists, also a revoked
 * one. No certificate for a deleted account.
 */
export function createIssueCertificate({ db }: { db: Database }): (event: TrackCompleted) => Promise<void> {
  return ({ userId, trackId, completedAt }) =>
    db.transaction(async (tx) => {
      const [issued] = await rows<{ id: string }>(
        tx,
        `insert into certificates (id, code, user_id, track_id, learner_name, account_name, track_title, completed_at)
         select ?, ?, u.id, t.id, u.display_name, u.username, t.title, ? from users u, tracks t
         where u.id = ? and u.deleted_at is null and t.id = ?
         on conflict on constraint certificates_user_track_unique do nothing returning id`,
        [newId(), newCode(), completedAt, userId, trackId],
      );
      if (issued) announce(tx, certificateIssued, { certificateId: issued.id, userId });
    });
}
