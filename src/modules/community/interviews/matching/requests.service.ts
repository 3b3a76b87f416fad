import type { SignedIn } from "../../../../access/viewer.js";
import { findLanguage } from "../../../../judge/languages/index.js";
import { AppError, badInput, notFound } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, textArray, type Database, type EntityManager } from "../../../../platform/database/database.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { REQUEST_DAYS } from "../interview-limits.js";
import { MATCH_ROUND, matchInterviews } from "./match-interviews.job.js";
import type { RequestStatus } from "./request.entity.js";

export interface RequestRow {
  id: string;
  status: RequestStatus;
  level: number;
  topicIds: string[];
  languages: string[];
  minutes: number;
  isPriority: boolean;
  interviewId: string | null;
  expiresAt: Date;
  createdAt: Date;
}

export interface NewRequest {
  level: number;
  topicIds: readonly string[];
  languages: readonly string[];
  minutes: number;
}

export interface RequestsService {
  /** CONFLICT if one is open, or without a future window of time. */
  open(viewer: SignedIn, request: NewRequest): Promise<RequestRow>;
  /** Ends the open request. CONFLICT if it is no longer open. */
  cancel(viewer: SignedIn, id: string): Promise<RequestRow>;
  /** The newest request; null if there was none. */
  latest(em: EntityManager, viewer: SignedIn): Promise<RequestRow | null>;
  byIds(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<RequestRow[]>;
}

const COLUMNS = `r.id, r.status, r.level, r.topics as "topicIds", r.languages, r.minutes, r.is_priority as "isPriority",
  r.interview_id as "interviewId", r.expires_at as "expiresAt", r.created_at as "createdAt"`;

function knownLanguages(names: readonly string[]): string[] {
  const ids = names.map((name, index) => {
    const language = findLanguage(name);
    if (!language) throw badInput(`input.languages.${index}`, "There is no such language.", "UNKNOWN_VALUE");
    return language.id;
  });
  return [...new Set(ids)];
}

export function createRequestsService({ db, jobs, log }: { db: Database; jobs: Jobs; log: Logger }): RequestsService {
  const byIds = (em: EntityManager, viewer: SignedIn, ids: readonly string[]) =>
    rows<RequestRow>(em, `select ${COLUMNS} from interview_requests r where r.user_id = ? and r.id in (?)`, [viewer.id, ids]);

  return {
    byIds,

    open: (viewer, { level, topicIds, languages: names, minutes }) =>
      db.transaction(async (tx) => {
        const languages = knownLanguages(names);
        const topics = [...new Set(topicIds)];
        const known = topics.length === 0 ? [] : await rows<{ id: string }>(tx, "select id from topics where id in (?)", [topics]);
        if (known.length < topics.length) throw notFound("topic");
        await tx.execute("select from users where id = ? for no key update", [viewer.id]);
        const [state] = await rows<{ isOpen: boolean; hasTime: boolean }>(
          tx,
          `select exists (select from interview_requests where user_id = ? and status = 'OPEN') as "isOpen",
             exists (select from interview_availability where user_id = ? and ends_at > now()) as "hasTime"`,
          [viewer.id, viewer.id],
        );
        if (state!.isOpen) throw new AppError("CONFLICT", "You already have an open request. Cancel it first.");
        if (!state!.hasTime) throw new AppError("CONFLICT", "Say first when you have time: `saveInterviewAvailability`.");
        const id = newId();
        await tx.execute(
          `insert into interview_requests (id, user_id, status, level, topics, languages, minutes, expires_at)
           values (?, ?, 'OPEN', ?, ?::text[], ?::text[], ?, now() + interval '${REQUEST_DAYS} days')`,
          [id, viewer.id, level, textArray(topics), textArray(languages), minutes],
        );
        tx.afterCommit(() => {
          // The clock of the workers does it otherwise.
          jobs.add(matchInterviews, {}, MATCH_ROUND).catch((error: unknown) => log.warn({ err: error }, "matching not ordered"));
        });
        const [row] = await byIds(tx, viewer, [id]);
        return row!;
      }),

    cancel: (viewer, id) =>
      db.transaction(async (tx) => {
        await tx.execute("update interview_requests set status = 'CANCELLED' where id = ? and user_id = ? and status = 'OPEN'", [
          ...[id, viewer.id],
        ]);
        const [row] = await byIds(tx, viewer, [id]);
        if (!row) throw notFound("request");
        if (row.status !== "CANCELLED") throw new AppError("CONFLICT", "The request is no longer open.");
        return row;
      }),

    async latest(em, viewer) {
      const [row] = await rows<RequestRow>(
        em,
        `select ${COLUMNS} from interview_requests r where r.user_id = ? order by r.id desc limit 1`,
        [viewer.id],
      );
      return row ?? null;
    },
  };
}
