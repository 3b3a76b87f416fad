import type { SignedIn } from "../../../../access/viewer.js";
import { AppError, badInput } from "../../../../kernel/errors.js";
import { watchRow } from "../../../../graphql/row-stream.js";
import { findLanguage } from "../../../../judge/languages/index.js";
import { rows, type Database, type Transaction } from "../../../../platform/database/database.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { RunCodeResult } from "../../../practice/submissions/run-code/run-code.job.js";
import type { SubmissionsService } from "../../../practice/submissions/submissions.service.js";
import { ASSESSMENT_LIMITS } from "../assessment-limits.js";
import { candidateById, readOwnCandidate, type CandidateRow } from "../candidates/candidate.rows.js";
import type { SavedAnswer } from "../../../learning/quizzes/attempts/merge-answers.js";
import { candidateTopic, publishCandidate } from "./candidate.topic.js";
import { endBreak, endSitting, lockSitting, type LockedSitting } from "./lock-sitting.js";
import { saveTaskAnswers } from "./save-task-answers.js";
import { startSitting } from "./start-sitting.js";

export interface SavedCode {
  position: number;
  language: string;
  source: string;
  /** `version` of the code that the client has seen; 0 if it has seen none. */
  expectedVersion: number;
}
export interface SentCode {
  position: number;
  language: string;
  source: string;
  idempotencyKey?: string | null;
}

/** For the guest that a candidate works as. NOT_FOUND for everyone else; CONFLICT unless the sitting is open, and during a break. */
export interface SittingsService {
  start(viewer: SignedIn): Promise<CandidateRow>;
  /** Whether it was saved: false if another tab has saved newer code. */
  saveCode(viewer: SignedIn, code: SavedCode): Promise<{ candidate: CandidateRow; outdated: boolean }>;
  saveAnswers(viewer: SignedIn, task: number, answers: readonly SavedAnswer[]): Promise<{ candidate: CandidateRow; outdated: number[] }>;
  submitCode(viewer: SignedIn, code: SentCode, traceparent?: string): Promise<CandidateRow>;
  /** On the samples, or on an input of the candidate's own. Counts for nothing. */
  runCode(viewer: SignedIn, code: SentCode & { stdin?: string | null }): Promise<RunCodeResult>;
  startBreak(viewer: SignedIn): Promise<CandidateRow>;
  endBreak(viewer: SignedIn): Promise<CandidateRow>;
  /** Repeating it, also after the deadline, returns the ended sitting: there is one result. */
  finish(viewer: SignedIn): Promise<CandidateRow>;
  watch(viewer: SignedIn): Promise<AsyncIterableIterator<CandidateRow>>;
}

interface Dependencies {
  db: Database;
  pubSub: PubSub;
  log: Logger;
  submissions: SubmissionsService;
}

const ended = () => new AppError("CONFLICT", "Your time is over, or you have finished. Nothing can change any more.");

/** Locks the open sitting. Null if its time was over: the caller must commit, then throw `ended`. */
async function openSitting(tx: Transaction, candidateId: string): Promise<LockedSitting | null> {
  const sitting = await lockSitting(tx, candidateId);
  if (!sitting) throw new AppError("CONFLICT", "Start the assessment first.");
  if (sitting.status !== "OPEN") return null;
  if (!sitting.expired) return sitting;
  await endSitting(tx, sitting, "DEADLINE");
  return null;
}

export function createSittingsService({ db, pubSub, log, submissions }: Dependencies): SittingsService {
  /** Changes the viewer's own open sitting while its row is locked. */
  const change = async <T>(
    viewer: SignedIn,
    work: (tx: Transaction, sitting: LockedSitting) => Promise<T>,
    { inBreak = false } = {},
  ): Promise<T & { candidate: CandidateRow }> => {
    const result = await db.transaction(async (tx) => {
      const { id, assessmentId } = await readOwnCandidate(tx, viewer);
      tx.afterCommit(() => publishCandidate({ pubSub, log }, { candidateId: id, assessmentId }));
      const sitting = await openSitting(tx, id);
      if (!sitting) return null;
      if (sitting.onBreak && !inBreak) throw new AppError("CONFLICT", "You are on a break. End it first.");
      const made = await work(tx, sitting);
      return { ...made, candidate: await readOwnCandidate(tx, viewer) };
    });
    // After the commit, which must keep the end of an expired sitting.
    if (!result) throw ended();
    return result;
  };

  /** Of an open sitting. What depends on it must check again under the lock. */
  const problemAt = async (viewer: SignedIn, position: number): Promise<string> => {
    const { sittingId, status } = await readOwnCandidate(db.em.fork(), viewer);
    if (sittingId === null) throw new AppError("CONFLICT", "Start the assessment first.");
    if (status !== "OPEN") throw status === "BREAK" ? new AppError("CONFLICT", "You are on a break. End it first.") : ended();
    const sql = `select problem_id as "problemId" from assessment_tasks where sitting_id = ? and position = ? and problem_id is not null`;
    const [task] = await rows<{ problemId: string }>(db.em.fork(), sql, [sittingId, position]);
    if (!task) throw badInput("input.position", "Your assessment has no such problem.", "UNKNOWN_VALUE");
    return task.problemId;
  };

  return {
    start: (viewer) =>
      db.transaction(async (tx) => {
        const candidate = await startSitting(tx, viewer);
        tx.afterCommit(() => publishCandidate({ pubSub, log }, { candidateId: candidate.id, assessmentId: candidate.assessmentId }));
        return candidate;
      }),

    saveCode(viewer, { position, language: name, source, expectedVersion }) {
      const language = findLanguage(name);
      if (!language) throw badInput("input.language", "There is no such language. Use the `slug` of one of `languages`.", "UNKNOWN_VALUE");
      return change(viewer, async (tx, { id }) => {
        const [task] = await rows<{ version: number; same: boolean }>(
          tx,
          `select code_version as version, source is not distinct from ? and language is not distinct from ? as same from assessment_tasks
           where sitting_id = ? and position = ? and problem_id is not null`,
          [source, language.id, id, position],
        );
        if (!task) throw badInput("input.position", "Your assessment has no such problem.", "UNKNOWN_VALUE");
        if (task.same) return { outdated: false };
        if (task.version !== expectedVersion) return { outdated: true };
        await tx.execute(
          `update assessment_tasks set source = ?, language = ?, code_version = code_version + 1, saved_at = clock_timestamp()
           where sitting_id = ? and position = ?`,
          [source, language.id, id, position],
        );
        await tx.execute("update assessment_sittings set revision = revision + 1 where id = ?", [id]);
        return { outdated: false };
      });
    },

    saveAnswers: (viewer, task, answers) =>
      change(viewer, async (tx, { id }) => ({ outdated: await saveTaskAnswers(tx, { sittingId: id, task, answers }) })),

    async submitCode(viewer, { position, language, source, idempotencyKey }, traceparent) {
      const problemId = await problemAt(viewer, position);
      const joined = async (tx: Transaction, submissionId: string) => {
        const { id } = await readOwnCandidate(tx, viewer);
        // The end of an expired sitting would be rolled back with the submission: the clock ends it.
        const sitting = await lockSitting(tx, id);
        if (sitting?.status !== "OPEN" || sitting.expired) throw ended();
        if (sitting.onBreak) throw new AppError("CONFLICT", "You are on a break. End it first.");
        const made = await rows(
          tx,
          `insert into assessment_code (submission_id, sitting_id, task) select ?, ?, ?
           where (select count(*) from assessment_code where sitting_id = ? and task = ?) < ${ASSESSMENT_LIMITS.submissionsPerTask} returning 1`,
          [submissionId, sitting.id, position, sitting.id, position],
        );
        if (made.length === 0)
          throw new AppError("CONFLICT", `Code for a problem is submitted at most ${ASSESSMENT_LIMITS.submissionsPerTask} times.`);
        await tx.execute("update assessment_sittings set revision = revision + 1 where id = ?", [sitting.id]);
        tx.afterCommit(() => publishCandidate({ pubSub, log }, sitting));
      };
      const input = { problemId, language, source, idempotencyKey: idempotencyKey ?? null };
      await submissions.submitApart(viewer, input, { joined }, traceparent);
      return readOwnCandidate(db.em.fork(), viewer);
    },

    async runCode(viewer, { position, language, source, stdin }) {
      const problemId = await problemAt(viewer, position);
      return submissions.runApart(viewer, { problemId, language, source, ...(stdin == null ? {} : { stdin }) });
    },

    async startBreak(viewer) {
      const { candidate } = await change(
        viewer,
        async (tx, { id, onBreak, breakLeftMs }) => {
          if (onBreak) return {};
          if (breakLeftMs === 0) throw new AppError("CONFLICT", "You have no break left.");
          await tx.execute("update assessment_sittings set break_started_at = clock_timestamp(), revision = revision + 1 where id = ?", [
            id,
          ]);
          return {};
        },
        { inBreak: true },
      );
      return candidate;
    },

    async endBreak(viewer) {
      const work = async (tx: Transaction, sitting: LockedSitting) => {
        await endBreak(tx, sitting);
        return {};
      };
      return (await change(viewer, work, { inBreak: true })).candidate;
    },

    finish: (viewer) =>
      db.transaction(async (tx) => {
        const { id, assessmentId } = await readOwnCandidate(tx, viewer);
        tx.afterCommit(() => publishCandidate({ pubSub, log }, { candidateId: id, assessmentId }));
        const sitting = await openSitting(tx, id);
        if (sitting) await endSitting(tx, sitting, "CANDIDATE");
        return readOwnCandidate(tx, viewer);
      }),

    async watch(viewer) {
      const { id } = await readOwnCandidate(db.em.fork(), viewer);
      const read = async (key: string) => {
        const row = await candidateById(db.em.fork(), key);
        return row && row.revokedAt === null ? row : undefined;
      };
      return watchRow(id, { pubSub, log, topic: candidateTopic, read, isFinal: ({ status }) => status === "GRADED" });
    },
  };
}
