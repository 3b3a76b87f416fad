import { certificateRevoked } from "../../../events/certificate-revoked.event.js";
import type { SignedIn } from "../../../access/viewer.js";
import { newestFirst, readConnection } from "../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../graphql/pagination.js";
import { AppError, notFound } from "../../../kernel/errors.js";
import { newId } from "../../../kernel/ids.js";
import { networkOf } from "../../../kernel/network.js";
import { HOUR_MS, MINUTE_MS } from "../../../kernel/units.js";
import { rows, type Database, type EntityManager } from "../../../platform/database/database.js";
import { announce } from "../../../platform/outbox/outbox.js";
import type { Jobs } from "../../../platform/jobs/jobs.js";
import type { RateLimiter } from "../../../platform/redis/rate-limit.js";
import type { ObjectStorage } from "../../../platform/storage/object-storage.js";
import type { Logger } from "../../../platform/telemetry/logger.js";
import { record } from "../../base/audit/record.js";
import { codeFrom } from "./certificate-code.js";
import { CERTIFICATE_COLUMNS, certificateByCode, readCertificate, type CertificateRow } from "./certificate.rows.js";
import { documentKey, renderCertificateJob } from "./document/render-certificate.job.js";

export interface CertificateDocument {
  url: string;
  expiresAt: Date;
}

export interface CertificatesService {
  /** For everyone who knows the code, as people write it. NOT_FOUND, RATE_LIMITED by network. */
  check(em: EntityManager, typed: string, address: string): Promise<CertificateRow>;
  /** The viewer's, newest first. */
  list(em: EntityManager, viewer: SignedIn, page: PageArgs): Promise<Connection<CertificateRow>>;
  /** Draws the document if needed: waits for a worker then. For the learner and admins; CONFLICT for a revoked certificate. */
  download(viewer: SignedIn, id: string): Promise<CertificateDocument>;
  /** For admins. Revoking a revoked certificate changes nothing. */
  revoke(viewer: SignedIn, typed: string, reason: string, address: string): Promise<CertificateRow>;
}

const LOOKUPS = { name: "certificate-lookups", most: 60, windowMs: MINUTE_MS };
const DOWNLOADS = { name: "certificate-downloads", most: 60, windowMs: HOUR_MS };
const LINK_MS = HOUR_MS;
const PATIENCE_MS = MINUTE_MS;
const WITHOUT_WORKER_MS = 15_000;
const NEWEST_FIRST = newestFirst<CertificateRow>("c.id");

interface Dependencies {
  db: Database;
  jobs: Jobs;
  storage: ObjectStorage;
  limiter: RateLimiter;
  log: Logger;
}

export function createCertificates({ db, jobs, storage, limiter, log }: Dependencies): CertificatesService {
  const byCode = async (em: EntityManager, typed: string) => {
    const code = codeFrom(typed);
    const found = code === null ? undefined : await certificateByCode(em, code);
    if (!found) throw notFound("certificate");
    return found;
  };

  return {
    async check(em, typed, address) {
      const refused = await limiter.take(LOOKUPS, networkOf(address));
      if (refused) throw new AppError("RATE_LIMITED", `At most ${LOOKUPS.most} checks of certificates a minute.`, refused);
      return byCode(em, typed);
    },

    list: (em, viewer, page) =>
      readConnection(
        em,
        { select: CERTIFICATE_COLUMNS, from: "from certificates c", conditions: [{ sql: "c.user_id = ?", params: [viewer.id] }] },
        page,
        NEWEST_FIRST,
      ),

    async download(viewer, id) {
      const certificate = await readCertificate(db.em.fork(), viewer, id);
      if (certificate.revokedAt) throw new AppError("CONFLICT", "This certificate has been revoked.");
      const refused = await limiter.take(DOWNLOADS, viewer.id);
      if (refused) throw new AppError("RATE_LIMITED", `At most ${DOWNLOADS.most} downloads of certificates an hour.`, refused);
      const key = documentKey(id);
      if (!(await storage.exists(key))) {
        const options = { timeoutMs: PATIENCE_MS, withoutWorkerMs: WITHOUT_WORKER_MS };
        // An id of its own for each caller, as a reply is taken once. Two callers that meet draw the same document twice.
        await jobs.call(renderCertificateJob, { certificateId: id }, newId(), options).catch((error: unknown) => {
          log.warn({ certificateId: id, err: error }, "certificate not drawn");
          throw new AppError("SERVICE_UNAVAILABLE", "The document could not be made right now. Try again.", { retryAfterMs: 5000 });
        });
      }
      return { url: await storage.presignGet(key, LINK_MS / 1000), expiresAt: new Date(Date.now() + LINK_MS) };
    },

    async revoke(viewer, typed, reason, address) {
      const { id, userId } = await byCode(db.em.fork(), typed);
      await db.transaction(async (tx) => {
        const sql = "update certificates set revoked_at = now(), revocation_reason = ? where id = ? and revoked_at is null returning 1";
        if ((await rows(tx, sql, [reason.trim(), id])).length === 0) return;
        record(tx, {
          actorId: viewer.id,
          action: "certificate.revoked",
          subject: { type: "certificate", id },
          address,
          details: { userId },
        });
        announce(tx, certificateRevoked, { certificateId: id, userId });
        tx.afterCommit(() => storage.remove(documentKey(id)));
      });
      return readCertificate(db.em.fork(), viewer, id);
    },
  };
}
