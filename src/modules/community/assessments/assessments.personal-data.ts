import { rows } from "../../../platform/database/database.js";
import { listOfRows, type PersonalData } from "../../contracts/personal-data.js";
import { eraseCandidate } from "./candidates/candidates.service.js";

const BATCH = 100;

/**
 * People without an account read and delete what is held about them themselves (`myCandidateData`, `deleteMyCandidateData`): a guest has no
 * archive. What candidates did is theirs, so it goes with their account, and the author loses the result.
 */
export const assessmentsPersonalData: PersonalData = {
  columns: {
    "assessments.owner_id": { export: "assessments", deletion: { kept: "Colleagues use it, and candidates have results in it." } },
    "assessment_candidates.account_id": { export: "assessment-sittings", deletion: "removed" },
    "assessment_candidates.guest_id": {
      export: { not: "It is the guest as whom a candidate works, who reads the data with `myCandidateData`." },
      deletion: "removed",
    },
  },
  exports: [
    listOfRows({
      name: "assessments",
      description: "Assessments that you wrote.",
      select: `a.id, a.title, a.instructions, a.status, a.time_limit_ms as "timeLimitMs", a.created_at as "createdAt"`,
      from: "from assessments a where a.owner_id = ?",
      key: "a.id",
    }),
    listOfRows({
      name: "assessment-sittings",
      description: "Assessments that your account was invited to, with your code and answers, and your points once they are released.",
      select: `c.id, a.title, c.invited_at as "invitedAt", c.time_percent as "timePercent", c.break_ms as "breakMs", s.started_at as "startedAt",
        s.ended_at as "endedAt", case when a.released_at is not null and s.status = 'GRADED' then s.score end as score,
        (select json_agg(json_build_object('task', k.task, 'language', u.language, 'source', u.source, 'submittedAt', u.created_at) order by u.id)
         from assessment_code k join submissions u on u.id = k.submission_id where k.sitting_id = s.id) as submissions,
        (select json_agg(json_build_object('position', t.position, 'language', t.language, 'savedCode', t.source) order by t.position)
         from assessment_tasks t where t.sitting_id = s.id and t.source is not null) as "savedCode",
        (select json_agg(json_build_object('task', w.task, 'position', w.position, 'answer', w.answer) order by w.task, w.position)
         from assessment_answers w where w.sitting_id = s.id and w.answer is not null) as answers,
        (select json_agg(json_build_object('kind', g.kind, 'chars', g.chars, 'durationMs', g.duration_ms, 'at', g.at) order by g.at)
         from assessment_signals g where g.sitting_id = s.id) as signals`,
      from: `from assessment_candidates c join assessments a on a.id = c.assessment_id left join assessment_sittings s on s.candidate_id = c.id
        where c.account_id = ?`,
      key: "c.id",
      page: 10,
    }),
  ],
  erasures: [
    {
      name: "assessment_candidates of the account",
      async step(em, userId) {
        const sql = `select id from assessment_candidates where account_id = ? or guest_id = ? limit ${BATCH}`;
        const found = await rows<{ id: string }>(em, sql, [userId, userId]);
        for (const { id } of found) await eraseCandidate(em, id);
        await em.flush();
        return found.length;
      },
    },
  ],
};
