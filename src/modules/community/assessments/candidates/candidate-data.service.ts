import type { SignedIn } from "../../../../access/viewer.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { shownQuestion, type StoredQuestion } from "../../../learning/quizzes/attempts/shown-question.js";
import type { ApiTokensService } from "../../../accounts/identity/api-tokens/api-tokens.service.js";
import { readOwnCandidate } from "./candidate.rows.js";
import { areReleased } from "./candidate.type.js";
import { eraseCandidate } from "./candidates.service.js";

/** Rights of people without an account over their data. */
export interface CandidateDataService {
  read(em: EntityManager, viewer: SignedIn): Promise<object>;
  /** Ends the sessions, too; `privacy` then deletes the guest with the submissions. */
  erase(viewer: SignedIn): Promise<void>;
}

interface Held {
  tasks: object[];
  answers: (StoredQuestion & { task: number })[];
  submissions: object[];
  signals: object[];
}

/** Without solutions and unreleased results: data about a person must not tell more than the API. */
const HELD = `select
  (select coalesce(json_agg(json_build_object('position', t.position, 'title', coalesce(p.title, z.title), 'points', t.points, 'language', t.language,
     'savedCode', t.source, 'savedAt', t.saved_at) order by t.position), '[]')
   from assessment_tasks t left join problems p on p.id = t.problem_id left join quizzes z on z.id = t.quiz_id where t.sitting_id = given.id) as tasks,
  (select coalesce(json_agg(json_build_object('task', w.task, 'position', w.position, 'section', w.section, 'points', w.points, 'shown', w.shown,
     'answer', w.answer, 'answerVersion', w.answer_version, 'answeredAt', w.answered_at, 'outcome', null, 'content', v.content)
     order by w.task, w.position), '[]')
   from assessment_answers w join question_versions v on v.id = w.version_id where w.sitting_id = given.id) as answers,
  (select coalesce(json_agg(json_build_object('task', k.task, 'language', s.language, 'source', s.source, 'submittedAt', s.created_at) order by s.id), '[]')
   from assessment_code k join submissions s on s.id = k.submission_id where k.sitting_id = given.id) as submissions,
  (select coalesce(json_agg(json_build_object('kind', g.kind, 'task', g.task, 'chars', g.chars, 'durationMs', g.duration_ms, 'at', g.at) order by g.at), '[]')
   from assessment_signals g where g.sitting_id = given.id) as signals
  from (select ?::uuid as id) given`;

export function createCandidateData({ db, apiTokens }: { db: Database; apiTokens: ApiTokensService }): CandidateDataService {
  return {
    async read(em, viewer) {
      const candidate = await readOwnCandidate(em, viewer);
      const { title, email, name, seed, timePercent, breakMs, invitedAt, status, startedAt, endedAt, endedBy, score, maxScore } = candidate;
      const about = { title, email, name, seed, timePercent, breakMs, invitedAt, status, startedAt, endedAt, endedBy };
      if (candidate.sittingId === null) return about;
      const [held] = await rows<Held>(em, HELD, [candidate.sittingId]);
      const answers = held!.answers.map(({ task, ...question }) => {
        const { position, prompt, options, lefts, answer, answeredAt } = shownQuestion(question, false);
        return { task, position, prompt, options, lefts, answer, answeredAt };
      });
      return { ...about, ...(areReleased(candidate) ? { score, maxScore } : {}), ...held!, answers };
    },

    erase: (viewer) =>
      db.transaction(async (tx) => {
        const { id } = await readOwnCandidate(tx, viewer);
        await tx.execute("select 1 from assessment_candidates where id = ? for update", [id]);
        await apiTokens.revokeAll(tx, viewer.id);
        await eraseCandidate(tx, id);
      }),
  };
}
