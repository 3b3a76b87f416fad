import { randomBytes } from "node:crypto";
import type { SignedIn } from "../../../../access/viewer.js";
import type { Env } from "../../../../config/env.js";
import { MINUTE_MS } from "../../../../kernel/units.js";
import { AppError } from "../../../../kernel/errors.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import type { RateLimiter } from "../../../../platform/redis/rate-limit.js";
import { digestOf } from "../../../../platform/security/secrets.js";
import { calendarText } from "./calendar-text.js";
import { interviewEntries, readerOf } from "./interview-entries.js";
import { senderOf } from "./invitation.mail.js";

export interface FeedRow {
  createdAt: Date;
  readAt: Date | null;
}

export interface FeedsService {
  /** A new address; one before it stops working. The token is in the answer only. */
  create(viewer: SignedIn): Promise<FeedRow & { url: string }>;
  /** Does nothing if there is none. */
  revoke(viewer: SignedIn): Promise<void>;
  own(em: EntityManager, viewer: SignedIn): Promise<FeedRow | null>;
}

/** iCalendar of the account whose token this is; null for any other text. RATE_LIMITED by address. */
export type InterviewFeedReader = (token: string, address: string) => Promise<string | null>;

interface Dependencies {
  db: Database;
  limiter: RateLimiter;
  env: Pick<Env, "PUBLIC_URL" | "HOST" | "PORT" | "WEB_URL" | "MAIL_FROM">;
}

const TOKEN_BYTES = 32;
const TOKEN = /^[\w-]{43}$/;
const READS = { name: "interview-feed", most: 60, windowMs: MINUTE_MS };
/** Not at each read, so that reads rarely write. */
const READ_AT_EVERY = "interval '5 minutes'";

export function createFeedsService({ db, env }: Dependencies): FeedsService {
  return {
    async create(viewer) {
      const token = randomBytes(TOKEN_BYTES).toString("base64url");
      const [feed] = await rows<FeedRow>(
        db.em.fork(),
        `insert into interview_feeds (user_id, token_digest) values (?, ?)
         on conflict (user_id) do update set token_digest = excluded.token_digest, created_at = now(), read_at = null
         returning created_at as "createdAt", read_at as "readAt"`,
        [viewer.id, digestOf(token)],
      );
      return { ...feed!, url: `${env.PUBLIC_URL || `http://${env.HOST}:${env.PORT}`}/calendar/interviews/${token}.ics` };
    },

    async revoke(viewer) {
      await db.em.fork().execute("delete from interview_feeds where user_id = ?", [viewer.id]);
    },

    async own(em, viewer) {
      const sql = `select created_at as "createdAt", read_at as "readAt" from interview_feeds where user_id = ?`;
      return (await rows<FeedRow>(em, sql, [viewer.id]))[0] ?? null;
    },
  };
}

export function createFeedReader({ db, limiter, env }: Dependencies): InterviewFeedReader {
  return async (token, address) => {
    const refused = await limiter.take(READS, address);
    if (refused) throw new AppError("RATE_LIMITED", "Too many reads.", refused);
    if (!TOKEN.test(token)) return null;
    const em = db.em.fork();
    const digest = digestOf(token);
    const [feed] = await rows<{ userId: string }>(em, `select user_id as "userId" from interview_feeds where token_digest = ?`, [digest]);
    const reader = feed ? await readerOf(em, feed.userId) : null;
    if (!feed || !reader) return null;
    await em.execute(
      `update interview_feeds set read_at = now() where token_digest = ? and (read_at is null or read_at < now() - ${READ_AT_EVERY})`,
      [digest],
    );
    const entries = await interviewEntries(em, feed.userId, reader, env.WEB_URL);
    const { organizer, domain } = senderOf(env.MAIL_FROM);
    return calendarText({ method: "PUBLISH", zone: reader.zone, organizer, domain, attendee: null, entries });
  };
}
