import type { SignedIn } from "../../../../access/viewer.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { newestFirst, readConnection } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { AppError } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { DAY_MS } from "../../../../kernel/units.js";
import { rows, type Database, type EntityManager, type Transaction } from "../../../../platform/database/database.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { holdersOf, type EntitlementsService } from "../../../base/entitlements/entitlements.service.js";
import type { Settings } from "../../../base/settings/settings.service.js";
import { rowJob } from "../../../contracts/claimed-work.js";
import { aiPerDay } from "../ai-settings.js";
import type { AiAccess } from "../consent/ai-access.js";
import type { AnyFeature } from "../features/feature.js";
import { createPrompt, hashOf } from "../prompt/prompt.js";
import type { AiKind, AiStatus } from "./ai-kinds.js";
import type { AiPieces } from "./ai-pieces.js";
import { AI_REQUEST_COLUMNS, findAiRequest, readAiRequest, type AiRequestRow } from "./ai-request.rows.js";

export const aiJob = rowJob("ai", "Asks the AI provider for one answer, checks and stores it.");

export interface AiQuota {
  limit: number;
  /** Part of `limit` that comes from the entitlement `ai-quota`. */
  entitled: number;
  used: number;
  resetsAt: Date;
}

export interface AiRequestFilter {
  kind?: AiKind | null;
  status?: AiStatus | null;
}

export interface AiRequestsService {
  /**
   * Checks consent and quota, reads what is sent with the viewer's rights, and commits the request before its job is queued. The same
   * content again: the request that is under way, or the answer that is known, which counts for no quota.
   */
  ask<I>(context: RequestContext, feature: AnyFeature, input: I): Promise<AiRequestRow>;
  /** A request that has ended stays as it is. */
  cancel(viewer: SignedIn, id: string): Promise<AiRequestRow>;
  /** Removes a request that has ended, with what was sent and the answer. CONFLICT while it is under way, and while today's quota counts it. */
  remove(viewer: SignedIn, id: string): Promise<void>;
  list(em: EntityManager, viewer: SignedIn, filter: AiRequestFilter, page: PageArgs): Promise<Connection<AiRequestRow>>;
  byIds(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<AiRequestRow[]>;
  quotaOf(em: EntityManager, viewer: SignedIn): Promise<AiQuota>;
}

const NEWEST_FIRST = newestFirst<AiRequestRow>("a.id");
/** How long a known answer is given again. */
const CACHE_DAYS = 30;
const TODAY = "a.created_at >= date_trunc('day', now() at time zone 'utc') at time zone 'utc'";

interface Dependencies {
  db: Database;
  jobs: Jobs;
  log: Logger;
  settings: Settings;
  entitlements: EntitlementsService;
  access: AiAccess;
  pieces: AiPieces;
}

export function createAiRequestsService({ db, jobs, log, settings, entitlements, access, pieces }: Dependencies): AiRequestsService {
  const quotaOf = async (em: EntityManager, viewer: SignedIn): Promise<AiQuota> => {
    const [answer] = await rows<{ used: number }>(
      em,
      `select count(*)::int as used from ai_requests a where a.user_id = ? and not a.from_cache and ${TODAY}`,
      [viewer.id],
    );
    // Read from the database, so that a purchase and its end count at once in every process.
    const entitled = await entitlements.quantityOf(em, holdersOf(viewer), "ai-quota");
    return {
      limit: settings.get(aiPerDay) + entitled,
      entitled,
      used: answer?.used ?? 0,
      resetsAt: new Date((Math.floor(Date.now() / DAY_MS) + 1) * DAY_MS),
    };
  };

  const queue = (tx: Transaction, id: string) =>
    tx.afterCommit(async () => {
      // A worker also looks for due rows every second, so nothing depends on it.
      if (jobs.reachable()) await jobs.add(aiJob, { id }, id).catch((err: unknown) => log.warn({ err }, "AI job not queued"));
    });

  return {
    async ask(context, feature, input) {
      const { em, signedIn: viewer } = context;
      const provider = access.provider();
      const { subjectId, level = null, parts, organizationIds, addition } = await feature.prepare(context, input as never);
      await access.expectConsent(em, viewer);
      await access.expectOrganizations(em, viewer, organizationIds);
      const prompt = createPrompt(addition ? `${feature.task}\n${addition}` : feature.task, parts);
      const sha256 = hashOf(prompt, feature.kind, String(feature.version), provider.name, provider.model);
      return db.transaction(async (tx) => {
        // Serializes requests of one account, so that they can't exceed the quota together.
        await tx.execute("select from users where id = ? for no key update", [viewer.id]);
        const [running] = await rows<AiRequestRow>(
          tx,
          `select ${AI_REQUEST_COLUMNS} from ai_requests a where a.user_id = ? and a.input_sha256 = ? and a.status in ('QUEUED', 'RUNNING')`,
          [viewer.id, sha256],
        );
        if (running) return running;
        const id = newId();
        const columns = "id, user_id, kind, subject_id, level, prompt, input_sha256, prompt_version, provider, model, is_model";
        const values = [
          ...[id, viewer.id, feature.kind, subjectId, level, JSON.stringify(prompt), sha256, feature.version],
          ...[provider.name.slice(0, 255), provider.model.slice(0, 255), provider.isModel],
        ];
        const [known] = await rows<{ id: string }>(
          tx,
          `insert into ai_requests (${columns}, status, from_cache, text, answer, finished_at)
           select ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, 'FINISHED', true, a.text, a.answer, now() from ai_requests a
           where a.input_sha256 = ? and a.status = 'FINISHED' and not a.from_cache and a.created_at > now() - interval '${CACHE_DAYS} days'
           order by a.id desc limit 1 returning id`,
          [...values, sha256],
        );
        if (!known) {
          const { limit, used, resetsAt } = await quotaOf(tx, viewer);
          if (used >= limit) {
            const retryAfterMs = Math.max(1, resetsAt.getTime() - Date.now());
            throw new AppError("RATE_LIMITED", `At most ${limit} AI requests per day. Try again tomorrow.`, { retryAfterMs });
          }
          await tx.execute(
            `insert into ai_requests (${columns}, status, due_at) values (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, 'QUEUED', now())`,
            values,
          );
          queue(tx, id);
        }
        return (await findAiRequest(tx, id))!;
      });
    },

    cancel: (viewer, id) =>
      db.transaction(async (tx) => {
        const { id: own } = await readAiRequest(tx, viewer, id);
        await tx.execute(`${CANCEL} and id = ?`, [own]);
        tx.afterCommit(() => pieces.changed(own));
        return (await findAiRequest(tx, own))!;
      }),

    async remove(viewer, id) {
      const { id: own } = await readAiRequest(db.em.fork(), viewer, id);
      const sql = `delete from ai_requests a where a.id = ? and a.finished_at is not null and (a.from_cache or not (${TODAY})) returning 1`;
      if ((await rows(db.em.fork(), sql, [own])).length === 0) {
        throw new AppError("CONFLICT", "A request that has ended can be deleted from the next day (UTC) on, as the quota counts it today.");
      }
    },

    list(em, viewer, { kind, status }, page) {
      const conditions = [
        { sql: "a.user_id = ?", params: [viewer.id] },
        ...(kind ? [{ sql: "a.kind = ?", params: [kind] }] : []),
        ...(status ? [{ sql: "a.status = ?", params: [status] }] : []),
      ];
      return readConnection(em, { select: AI_REQUEST_COLUMNS, from: "from ai_requests a", conditions }, page, NEWEST_FIRST);
    },

    byIds: (em, viewer, ids) =>
      rows(em, `select ${AI_REQUEST_COLUMNS} from ai_requests a where a.user_id = ? and a.id in (?)`, [viewer.id, ids]),

    quotaOf,
  };
}

const CANCEL = `update ai_requests set status = 'CANCELLED', finished_at = now(), due_at = null, leased_until = null
  where status in ('QUEUED', 'RUNNING')`;

/** All requests of an account that have not ended. Workers notice at their next renewal. */
export async function cancelAll(em: EntityManager, userId: string): Promise<void> {
  await em.execute(`${CANCEL} and user_id = ?`, [userId]);
}
