import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { record } from "../../../base/audit/record.js";
import type { LockedSitting } from "../sitting/lock-sitting.js";
import { settleSitting } from "./settle-sitting.js";

/** In the caller's transaction, which has locked the graded sitting: code was judged again. A change of the score is audited. */
export async function regradeSitting(tx: EntityManager, { id, candidateId, assessmentId }: LockedSitting): Promise<void> {
  const score = async () =>
    (await rows<{ score: number | null }>(tx, "select score from assessment_sittings where id = ?", [id]))[0]!.score;
  const before = await score();
  await settleSitting(tx, id);
  const after = await score();
  if (after === before) return;
  const subject = { type: "assessment", id: assessmentId };
  record(tx, { actorId: null, action: "assessment.score-changed", subject, details: { candidateId, before, after } });
}
