import { mayEditQuiz } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { readConnection } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { watchRow } from "../../../../graphql/row-stream.js";
import { AppError, entitlementRequired, badInput, notFound } from "../../../../kernel/errors.js";
import { rows, type Database, type EntityManager, type Transaction } from "../../../../platform/database/database.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { QuizLocks } from "../authoring/quiz-locks.js";
import { readQuiz } from "../authoring/quiz.rows.js";
import { ATTEMPT_COLUMNS, attemptById, FROM_ATTEMPTS, NEWEST_ATTEMPT_FIRST, readAttempt, type AttemptRow } from "./attempt.rows.js";
import { attemptTopic, publishAttempt } from "./attempt.topic.js";
import type { SavedAnswer } from "./merge-answers.js";
import { saveAnswers } from "./save-answers.js";
import { endAttempt, lockAttempt, outcomeOf, settle, type LockedAttempt } from "./settle.js";
import { startAttempt } from "./start-attempt.js";

export interface SaveResult {
  attempt: AttemptRow;
  /** Positions of answers that were not saved, as another tab has saved a newer one. */
  outdated: number[];
}

export interface EssayGrade {
  attemptId: string;
  position: number;
  share: number;
  comment?: string | null;
}

export interface AttemptsService {
  read(em: EntityManager, viewer: SignedIn, id: string): Promise<AttemptRow>;
  mine(em: EntityManager, viewer: SignedIn, quizId: string | null, page: PageArgs): Promise<Connection<AttemptRow>>;
  /** Of learners, for editors of the quiz. */
  ofQuiz(em: EntityManager, viewer: SignedIn, quizId: string, page: PageArgs): Promise<Connection<AttemptRow>>;
  start(viewer: SignedIn, quizId: string): Promise<AttemptRow>;
  preview(viewer: SignedIn, quizId: string, seed: string | null): Promise<AttemptRow>;
  save(viewer: SignedIn, id: string, answers: readonly SavedAnswer[]): Promise<SaveResult>;
  submit(viewer: SignedIn, id: string, answers: readonly SavedAnswer[]): Promise<SaveResult>;
  gradeEssay(viewer: SignedIn, grade: EssayGrade): Promise<AttemptRow>;
  watch(viewer: SignedIn, id: string, em: EntityManager): Promise<AsyncIterableIterator<AttemptRow>>;
}

interface Dependencies {
  db: Database;
  pubSub: PubSub;
  log: Logger;
  locks: QuizLocks;
}

export function createAttemptsService({ db, pubSub, log, locks }: Dependencies): AttemptsService {
  const list = (em: EntityManager, conditions: { sql: string; params: unknown[] }[], page: PageArgs) =>
    readConnection<AttemptRow>(em, { select: ATTEMPT_COLUMNS, from: FROM_ATTEMPTS, conditions }, page, NEWEST_ATTEMPT_FIRST);
  const changed = (tx: Transaction, id: string) => tx.afterCommit(() => publishAttempt({ pubSub, log }, id));
  const begin = (viewer: SignedIn, start: Parameters<typeof startAttempt>[2]) =>
    db.transaction(async (tx) => readAttempt(tx, viewer, await startAttempt(tx, viewer, start)));
  /** Works on the viewer's own attempt while its row is locked. */
  const own = async <T>(viewer: SignedIn, id: string, work: (tx: Transaction, attempt: LockedAttempt) => Promise<T>): Promise<T> =>
    db.transaction(async (tx) => {
      const attempt = await lockAttempt(tx, id);
      if (attempt?.userId !== viewer.id) throw notFound("attempt");
      changed(tx, id);
      return work(tx, attempt);
    });
  const ended = () => new AppError("CONFLICT", "This attempt has ended. Its answers can no longer change.");

  return {
    read: readAttempt,

    mine: (em, viewer, quizId, page) =>
      list(
        em,
        [{ sql: "a.user_id = ? and not a.preview", params: [viewer.id] }, ...(quizId ? [{ sql: "a.quiz_id = ?", params: [quizId] }] : [])],
        page,
      ),

    async ofQuiz(em, viewer, quizId, page) {
      const quiz = await readQuiz(em, viewer, { id: quizId });
      if (!mayEditQuiz(viewer, quiz)) throw new AppError("FORBIDDEN", "Only editors of the quiz see the attempts of others.");
      return list(em, [{ sql: "a.quiz_id = ? and not a.preview", params: [quizId] }], page);
    },

    async start(viewer, quizId) {
      const em = db.em.fork();
      if (await locks.isLocked(em, viewer, await readQuiz(em, viewer, { id: quizId }))) throw entitlementRequired("premium-tracks");
      return begin(viewer, { quizId, preview: false });
    },
    preview: (viewer, quizId, seed) => begin(viewer, { quizId, preview: true, seed }),

    async save(viewer, id, answers) {
      const result = await own(viewer, id, async (tx, attempt) => {
        if (attempt.status !== "OPEN") return null;
        if (!attempt.expired) return { outdated: await saveAnswers(tx, id, answers), attempt: await readAttempt(tx, viewer, id) };
        await endAttempt(tx, attempt, "DEADLINE");
        return null;
      });
      // After the commit, which must keep the end of an expired attempt.
      if (!result) throw ended();
      return result;
    },

    submit: (viewer, id, answers) =>
      own(viewer, id, async (tx, attempt) => {
        let outdated: number[] = [];
        if (attempt.status === "OPEN") {
          if (attempt.expired) await endAttempt(tx, attempt, "DEADLINE");
          else {
            outdated = await saveAnswers(tx, id, answers);
            if (outdated.length === 0) await endAttempt(tx, attempt, "LEARNER");
          }
        }
        return { outdated, attempt: await readAttempt(tx, viewer, id) };
      }),

    gradeEssay: (viewer, { attemptId, position, share, comment }) =>
      db.transaction(async (tx) => {
        const attempt = await lockAttempt(tx, attemptId);
        const row = attempt && (await readAttempt(tx, viewer, attemptId));
        if (!row) throw notFound("attempt");
        if (!mayEditQuiz(viewer, { authorId: row.quizAuthorId, coAuthorIds: row.quizCoAuthorIds })) {
          throw new AppError("FORBIDDEN", "Only editors of the quiz grade answers.");
        }
        if (attempt.status === "OPEN") throw new AppError("CONFLICT", "This attempt is still open.");
        const [question] = await rows<{ kind: string; points: number }>(
          tx,
          `select v.content->>'kind' as kind, aq.points from quiz_attempt_questions aq join question_versions v on v.id = aq.version_id
           where aq.attempt_id = ? and aq.position = ?`,
          [attemptId, position],
        );
        if (question?.kind !== "ESSAY") throw badInput("input.position", "This question is not an essay of the attempt.", "UNKNOWN_VALUE");
        const outcome = { ...outcomeOf(share, question.points, 0), ...(comment ? { comment } : {}) };
        await tx.execute("update quiz_attempt_questions set outcome = ?::jsonb where attempt_id = ? and position = ?", [
          JSON.stringify(outcome),
          attemptId,
          position,
        ]);
        await settle(tx, attempt, { regraded: true });
        changed(tx, attemptId);
        return readAttempt(tx, viewer, attemptId);
      }),

    async watch(viewer, id, em) {
      await readAttempt(em, viewer, id);
      const read = (key: string) => attemptById(db.em.fork(), key);
      return watchRow(id, { pubSub, log, topic: attemptTopic, read, isFinal: ({ status }) => status === "GRADED" });
    },
  };
}
