import DataLoader from "dataloader";
import { mayEditQuiz } from "../../../../access/policy.js";
import type { SignedIn, Viewer } from "../../../../access/viewer.js";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { newestFirst } from "../../../../graphql/keyset-list.js";
import { notFound } from "../../../../kernel/errors.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { coAuthorIdsSql } from "../../../base/authorship/authored.js";
import { quizAuthored } from "../authoring/quiz.authored.js";
import type { QuestionContent } from "../questions/question.js";
import type { AttemptEnd, AttemptStatus } from "./attempt-states.js";
import type { StoredQuestion } from "./shown-question.js";

export interface AttemptRow {
  id: string;
  quizId: string;
  userId: string;
  number: number;
  preview: boolean;
  status: AttemptStatus;
  startedAt: Date;
  deadlineAt: Date | null;
  endedAt: Date | null;
  endedBy: AttemptEnd | null;
  /** Null until GRADED. */
  score: number | null;
  maxScore: number;
  gradedAt: Date | null;
  revision: number;
  /** Its owner may see solutions. */
  revealed: boolean;
  quizAuthorId: string;
  quizCoAuthorIds: string[];
}

export const ATTEMPT_COLUMNS = `a.id, a.quiz_id as "quizId", a.user_id as "userId", a.number, a.preview, a.status, a.started_at as "startedAt",
  a.deadline_at as "deadlineAt", a.ended_at as "endedAt", a.ended_by as "endedBy", case when a.status = 'GRADED' then a.score end as score,
  a.max_score as "maxScore", a.graded_at as "gradedAt", a.revision,
  a.status <> 'OPEN' and (z.reveal = 'AFTER_ATTEMPT' or (z.reveal = 'AFTER_DEADLINE' and coalesce(z.due_at <= clock_timestamp(), false))) as revealed,
  z.owner_id as "quizAuthorId", ${coAuthorIdsSql(quizAuthored, "z")} as "quizCoAuthorIds"`;
export const FROM_ATTEMPTS = "from quiz_attempts a join quizzes z on z.id = a.quiz_id";
export const NEWEST_ATTEMPT_FIRST = newestFirst<AttemptRow>("a.id");

type Belonging = Pick<AttemptRow, "userId" | "quizAuthorId" | "quizCoAuthorIds">;

function editsQuizOf(viewer: Viewer, { quizAuthorId, quizCoAuthorIds }: Belonging): boolean {
  return mayEditQuiz(viewer, { authorId: quizAuthorId, coAuthorIds: quizCoAuthorIds });
}

export function mayReadAttempt(viewer: SignedIn, attempt: Belonging): boolean {
  return viewer.id === attempt.userId || editsQuizOf(viewer, attempt);
}

/** Editors see the solutions in attempts of others; in their own they see what a learner sees. */
export function maySeeSolutions(viewer: SignedIn, attempt: Belonging & { revealed: boolean }): boolean {
  return attempt.revealed || (viewer.id !== attempt.userId && editsQuizOf(viewer, attempt));
}

export async function attemptById(em: EntityManager, id: string): Promise<AttemptRow | undefined> {
  return (await rows<AttemptRow>(em, `select ${ATTEMPT_COLUMNS} ${FROM_ATTEMPTS} where a.id = ?`, [id]))[0];
}

/** NOT_FOUND also for attempts of others, except for editors of the quiz. */
export async function readAttempt(em: EntityManager, viewer: SignedIn, id: string): Promise<AttemptRow> {
  const row = await attemptById(em, id);
  if (!row || !mayReadAttempt(viewer, row)) throw notFound("attempt");
  return row;
}

/** Questions with their solutions, in order: only for grading, and for shownQuestion. */
export interface AttemptQuestion extends StoredQuestion {
  attemptId: string;
  questionId: string;
}

const QUESTION_COLUMNS = `aq.attempt_id as "attemptId", aq.position, aq.section, aq.points, aq.shown, aq.answer, aq.answer_version as "answerVersion",
  aq.answered_at as "answeredAt", aq.outcome, v.question_id as "questionId", v.content`;

export function readAttemptQuestions(em: EntityManager, attemptIds: readonly string[]): Promise<AttemptQuestion[]> {
  return rows<AttemptQuestion & { content: QuestionContent }>(
    em,
    `select ${QUESTION_COLUMNS} from quiz_attempt_questions aq join question_versions v on v.id = aq.version_id
     where aq.attempt_id in (?) order by aq.attempt_id, aq.position`,
    [attemptIds],
  );
}

export const questionsOfAttempt: LoaderFactory<string, AttemptQuestion[]> = ({ em }) =>
  new DataLoader(async (ids) => {
    const byAttempt = Map.groupBy(await readAttemptQuestions(em, ids), ({ attemptId }) => attemptId);
    return ids.map((id) => byAttempt.get(id) ?? []);
  });

/** The database's clock, which decides about deadlines. The only key is "now". */
export const databaseClock: LoaderFactory<"now", Date> = ({ em }) =>
  new DataLoader(async (keys) => {
    const [clock] = await rows<{ now: Date }>(em, "select clock_timestamp() as now");
    return keys.map(() => clock!.now);
  });
