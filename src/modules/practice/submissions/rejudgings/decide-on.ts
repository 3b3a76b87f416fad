import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { verdictChangesOf } from "./rejudged-submissions.js";

/**
 * Ends the time in which a set may be applied or cancelled, keeps its counts, and says whether this call did it. Applying waits until
 * everything is judged. Cancelling deletes the staged judgements: a worker that is judging one finds its claim lost.
 */
export async function decideOn(em: EntityManager, id: string, to: "APPLYING" | "CANCELLED", byId: string | null): Promise<boolean> {
  const isJudged = "not exists (select from judgements j where j.rejudging_id = r.id and j.status <> 'FINISHED')";
  const decided = await rows(
    em,
    `update rejudgings r set status = ?, decided_by_id = coalesce(?::uuid, r.created_by_id), decided_at = now(),
       verdict_changes = ${verdictChangesOf("r.id")}
     where r.id = ? and r.status = 'OPEN'${to === "APPLYING" ? ` and ${isJudged}` : ""} returning 1`,
    [to, byId, id],
  );
  if (decided.length > 0 && to === "CANCELLED") await em.execute("delete from judgements where rejudging_id = ? and staged", [id]);
  return decided.length > 0;
}
