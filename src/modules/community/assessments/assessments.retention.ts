import { rows } from "../../../platform/database/database.js";
import { purgeRows } from "../../../platform/database/purge.js";
import type { RetentionRule } from "../../contracts/module.js";
import { retentionSetting } from "../../contracts/setting.js";
import { eraseCandidate } from "./candidates/candidates.service.js";

export const assessmentsRetention: readonly RetentionRule[] = [
  {
    name: "assessment-signals",
    days: retentionSetting("assessmentSignals", {
      description: "Days that the evidence about candidates of assessments is kept: pastes and losses of focus.",
      default: 180,
    }),
    purge: purgeRows("assessment_signals", "at < ?"),
  },
  {
    name: "assessment-candidates",
    days: retentionSetting("assessmentCandidates", {
      description:
        "Days that candidates of assessments are kept after they finished, or after their invitation if they never started, with code and results.",
      default: 730,
    }),
    async purge(em, before, limit) {
      const old = await rows<{ id: string }>(
        em,
        `select c.id from assessment_candidates c left join assessment_sittings s on s.candidate_id = c.id
         where coalesce(s.ended_at, c.invited_at) < ? and coalesce(s.status <> 'OPEN', true) order by c.id limit ${limit} for update of c skip locked`,
        [before],
      );
      for (const { id } of old) await eraseCandidate(em, id);
      await em.flush();
      return old.length;
    },
  },
];
