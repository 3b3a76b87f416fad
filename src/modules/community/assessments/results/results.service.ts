import type { SignedIn } from "../../../../access/viewer.js";
import { assessmentResultReleased } from "../../../../events/assessment-result-released.event.js";
import { AppError, badInput } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import { csvOf, type Cell } from "../../../../platform/storage/table-file.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { MOST_IN_A_SET, type RejudgingsService } from "../../../practice/submissions/rejudgings/rejudgings.service.js";
import { record } from "../../../base/audit/record.js";
import { LINK_DAYS } from "../assessment-limits.js";
import { readAssessment, type AssessmentRow } from "../authoring/assessment.rows.js";
import { readCandidate, type CandidateRow } from "../candidates/candidate.rows.js";
import { publishCandidate } from "../sitting/candidate.topic.js";
import { lockSitting } from "../sitting/lock-sitting.js";
import { answerOutcomeOf, settleSitting } from "./settle-sitting.js";

export interface AnswerGrade {
  candidateId: string;
  task: number;
  position: number;
  share: number;
  comment?: string | null;
}

export interface AssessmentRejudge {
  id: string;
  problemId: string | null;
  reason: string;
}

export interface ResultsService {
  /** Of an essay. Repeating it changes the grade and the score. */
  gradeAnswer(viewer: SignedIn, grade: AnswerGrade): Promise<CandidateRow>;
  /** For all candidates, those who are graded later included. Safe to repeat. */
  release(viewer: SignedIn, assessmentId: string, address: string): Promise<AssessmentRow>;
  /** Judges submitted code again, all of it or that of one problem; results follow when it is judged. Returns how many submissions. */
  rejudge(viewer: SignedIn, wanted: AssessmentRejudge, address: string): Promise<{ assessment: AssessmentRow; count: number }>;
  csv(em: EntityManager, viewer: SignedIn, assessmentId: string): Promise<string>;
}

interface Dependencies {
  db: Database;
  pubSub: PubSub;
  log: Logger;
  rejudgings: RejudgingsService;
}

export function createResultsService({ db, rejudgings, ...others }: Dependencies): ResultsService {
  return {
    gradeAnswer: (viewer, { candidateId, task, position, share, comment }) =>
      db.transaction(async (tx) => {
        await readCandidate(tx, viewer, candidateId, { lock: true });
        const sitting = await lockSitting(tx, candidateId);
        if (!sitting || sitting.status === "OPEN") throw new AppError("CONFLICT", "This candidate has not finished.");
        const [question] = await rows<{ kind: string; points: number }>(
          tx,
          `select v.content->>'kind' as kind, w.points from assessment_answers w join question_versions v on v.id = w.version_id
           where w.sitting_id = ? and w.task = ? and w.position = ?`,
          [sitting.id, task, position],
        );
        if (question?.kind !== "ESSAY")
          throw badInput("input.position", "This question is not an essay of the candidate.", "UNKNOWN_VALUE");
        const outcome = { ...answerOutcomeOf(share, question.points, 0), ...(comment ? { comment } : {}) };
        await tx.execute("update assessment_answers set outcome = ?::jsonb where sitting_id = ? and task = ? and position = ?", [
          JSON.stringify(outcome),
          sitting.id,
          task,
          position,
        ]);
        await settleSitting(tx, sitting.id);
        tx.afterCommit(() => publishCandidate(others, sitting));
        return readCandidate(tx, viewer, candidateId);
      }),

    release: (viewer, assessmentId, address) =>
      db.transaction(async (tx) => {
        const before = await readAssessment(tx, viewer, assessmentId, { lock: true });
        if (before.releasedAt) return before;
        await tx.execute("update assessments set released_at = now(), updated_at = now() where id = ?", [assessmentId]);
        // The links show the results.
        const shown = await rows<{ id: string }>(
          tx,
          `update assessment_candidates c set link_expires_at = greatest(link_expires_at, now() + interval '${LINK_DAYS} days')
           from assessment_sittings s where s.candidate_id = c.id and c.assessment_id = ? and c.revoked_at is null and s.status = 'GRADED'
           returning c.id`,
          [assessmentId],
        );
        for (const { id } of shown) {
          announce(tx, assessmentResultReleased, { candidateId: id, mailId: newId() });
          tx.afterCommit(() => publishCandidate(others, { candidateId: id, assessmentId }));
        }
        const subject = { type: "assessment", id: assessmentId };
        record(tx, { actorId: viewer.id, action: "assessment.results-released", subject, address, details: { graded: shown.length } });
        return readAssessment(tx, viewer, assessmentId);
      }),

    async rejudge(viewer, { id, problemId, reason }, address) {
      const em = db.em.fork();
      const assessment = await readAssessment(em, viewer, id);
      const found = await rows<{ id: string }>(
        em,
        `select k.submission_id as id from assessment_code k join assessment_sittings s on s.id = k.sitting_id
           join assessment_candidates c on c.id = s.candidate_id join assessment_tasks t on t.sitting_id = k.sitting_id and t.position = k.task
         where c.assessment_id = ? and (?::uuid is null or t.problem_id = ?::uuid) order by k.submission_id limit ?`,
        [id, problemId, problemId, MOST_IN_A_SET + 1],
      );
      if (found.length > MOST_IN_A_SET)
        throw badInput("input.problemId", `More than ${MOST_IN_A_SET} submissions. Rejudge one problem at a time.`, "TOO_MANY");
      const ids = found.map((one) => one.id);
      const count = ids.length === 0 ? 0 : await rejudgings.rejudgeApart(viewer, ids, reason, address);
      if (count > 0)
        await db.transaction((tx) => {
          const subject = { type: "assessment", id };
          record(tx, { actorId: viewer.id, action: "assessment.rejudged", subject, address, details: { problemId, reason, count } });
          return Promise.resolve();
        });
      return { assessment, count };
    },

    async csv(em, viewer, assessmentId) {
      await readAssessment(em, viewer, assessmentId);
      const found = await rows<CsvRow>(em, CSV, [assessmentId]);
      const most = Math.max(0, ...found.map(({ earned }) => earned.length));
      const tasks = Array.from({ length: most }, (_, index) => `task ${index + 1}`);
      const columns = [...COLUMNS, ...tasks];
      const page = found.map(({ earned, ...row }): Record<string, Cell> => ({
        ...row,
        ...Object.fromEntries(tasks.map((name, index) => [name, earned[index] ?? null])),
      }));
      // For spreadsheets: without the mark they read the file in another encoding.
      return `\uFEFF${csvOf(columns, page, true)}`;
    },
  };
}

const COLUMNS = [
  ...["name", "email", "username", "status", "startedAt", "endedAt", "endedBy", "timePercent", "score", "maxScore"],
  ...["pastes", "pastedChars", "focusLosses", "awayMs", "highestSimilarity"],
];

type CsvRow = Record<string, Cell> & { earned: (number | null)[] };

const iso = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
const CSV = `select c.name, c.email, u.username, coalesce(s.status, 'NOT_STARTED') as status, ${iso("s.started_at")} as "startedAt",
    ${iso("s.ended_at")} as "endedAt", s.ended_by as "endedBy", c.time_percent as "timePercent",
    case when s.status = 'GRADED' then s.score end as score, s.max_score as "maxScore",
    coalesce((select json_agg(case when s.status = 'GRADED' then t.earned end order by t.position) from assessment_tasks t where t.sitting_id = s.id), '[]')
      as earned, g.pastes, g."pastedChars", g."focusLosses", g."awayMs",
    (select round(max(y.share)::numeric, 2)::float8 from assessment_similarities y where s.id in (y.first_id, y.second_id)) as "highestSimilarity"
  from assessment_candidates c left join users u on u.id = c.account_id left join assessment_sittings s on s.candidate_id = c.id
    left join lateral (select (count(*) filter (where kind = 'PASTE'))::int as pastes, coalesce(sum(chars), 0)::float8 as "pastedChars",
      (count(*) filter (where kind = 'FOCUS_LOST'))::int as "focusLosses", coalesce(sum(duration_ms), 0)::float8 as "awayMs"
      from assessment_signals where sitting_id = s.id) g on s.id is not null
  where c.assessment_id = ? order by c.id`;
