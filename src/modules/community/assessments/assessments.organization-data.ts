import { rows } from "../../../platform/database/database.js";
import type { OrganizationData } from "../../contracts/organization-data.js";
import { listOfRows, statement } from "../../contracts/personal-data.js";
import { eraseCandidate } from "./candidates/candidates.service.js";

const BATCH = 50;
const FROM_CANDIDATES = "from assessment_candidates k join assessments a on a.id = k.assessment_id";

export const assessmentsOrganizationData: OrganizationData = {
  columns: { "assessments.organization_id": { export: "assessments", deletion: "removed" } },
  exports: [
    listOfRows({
      name: "assessments",
      description: "Assessments.",
      select: `a.id, a.title, a.instructions, a.status, a.time_limit_ms as "timeLimitMs", a.opens_at as "opensAt", a.closes_at as "closesAt",
        a.created_at as "createdAt"`,
      from: "from assessments a where a.organization_id = ?",
      key: "a.id",
    }),
    listOfRows({
      name: "assessment-candidates",
      description: "Candidates of assessments with their points.",
      select: `k.id, a.title as assessment, k.name, k.email, k.invited_at as "invitedAt", s.started_at as "startedAt", s.ended_at as "endedAt",
        s.score, s.max_score as "maxScore"`,
      from: `${FROM_CANDIDATES} left join assessment_sittings s on s.candidate_id = k.id where a.organization_id = ?`,
      key: "k.id",
      table: ["assessment", "name", "email", "invitedAt", "startedAt", "endedAt", "score", "maxScore"],
    }),
  ],
  erasures: [
    {
      name: "candidates of the organization",
      async step(em, organizationId) {
        const found = await rows<{ id: string }>(em, `select k.id ${FROM_CANDIDATES} where a.organization_id = ? limit ${BATCH}`, [
          organizationId,
        ]);
        for (const { id } of found) await eraseCandidate(em, id);
        await em.flush();
        return found.length;
      },
    },
    statement("assessments of the organization", "delete from assessments where organization_id = ?"),
  ],
};
