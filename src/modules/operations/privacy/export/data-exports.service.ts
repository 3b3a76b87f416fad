import { ref } from "@mikro-orm/core";
import type { SignedIn } from "../../../../access/viewer.js";
import { readConnection, newestFirst } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { AppError, notFound } from "../../../../kernel/errors.js";
import { DAY_MS, MINUTE_MS } from "../../../../kernel/units.js";
import { rows, violatedUnique, type Database, type EntityManager } from "../../../../platform/database/database.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { RateLimiter } from "../../../../platform/redis/rate-limit.js";
import { record } from "../../../base/audit/record.js";
import type { Prove } from "../../../accounts/identity/credentials/proof.js";
import { User } from "../../../base/users/user.entity.js";
import { DataExport } from "./data-export.entity.js";
import { exportData } from "./data-export.job.js";
import { watchDataExport } from "./data-export.stream.js";
import { archiveKey, DATA_EXPORT_COLUMNS, type DataExportRow } from "./data-export.rows.js";

export interface DataExportsService {
  /** CONFLICT if an export is in progress. Requires the password, so that a stolen access token is not enough. */
  request(viewer: SignedIn, password: string | null, address: string): Promise<DataExportRow>;
  /** A short-lived URL of the archive. CONFLICT unless READY. Requires the same proof as `request`. */
  link(viewer: SignedIn, id: string, password: string | null, address: string): Promise<{ url: string; expiresAt: Date }>;
  read(em: EntityManager, viewer: SignedIn, id: string): Promise<DataExportRow>;
  list(em: EntityManager, viewer: SignedIn, page: PageArgs): Promise<Connection<DataExportRow>>;
  /** The current state, then each step until the export ends. */
  watch(viewer: SignedIn, id: string): Promise<AsyncIterableIterator<DataExportRow>>;
}

const REQUESTS = { name: "data-exports", most: 5, windowMs: DAY_MS };
const LINK_MS = 15 * MINUTE_MS;
const NEWEST_FIRST = newestFirst<DataExportRow>("e.id");

interface Dependencies {
  db: Database;
  jobs: Jobs;
  storage: ObjectStorage;
  limiter: RateLimiter;
  log: Logger;
  pubSub: PubSub;
  prove: Prove;
}

export function createDataExportsService({ db, jobs, storage, limiter, pubSub, log, prove }: Dependencies): DataExportsService {
  const note = (em: EntityManager, action: `${string}.${string}`, viewer: SignedIn, id: string, address: string) =>
    record(em, { actorId: viewer.id, action, subject: { type: "data-export", id }, address });

  const read: DataExportsService["read"] = async (em, viewer, id) => {
    const [row] = await rows<DataExportRow>(em, `select ${DATA_EXPORT_COLUMNS} from data_exports e where e.id = ? and e.user_id = ?`, [
      id,
      viewer.id,
    ]);
    if (!row) throw notFound("data export");
    return row;
  };

  return {
    read,

    async watch(viewer, id) {
      const readAgain = () => read(db.em.fork(), viewer, id);
      await readAgain();
      return watchDataExport({ pubSub, log }, id, readAgain);
    },

    async request(viewer, password, address) {
      await prove(viewer, password, "input.password", address);
      const [open] = await rows(db.em.fork(), "select 1 from data_exports where user_id = ? and status in ('QUEUED', 'RUNNING')", [
        viewer.id,
      ]);
      if (open) throw alreadyOpen();
      const refused = await limiter.take(REQUESTS, viewer.id);
      if (refused) throw new AppError("RATE_LIMITED", `At most ${REQUESTS.most} exports per day.`, refused);
      const made = Object.assign(new DataExport(), { user: ref(User, viewer.id) });
      try {
        await db.transaction(async (tx) => {
          tx.persist(made);
          note(tx, "data-export.requested", viewer, made.id, address);
          tx.afterCommit(() => {
            // Not awaited: the sweeper also adds the job.
            jobs
              .add(exportData, { id: made.id }, made.id)
              .catch((error: unknown) => log.warn({ err: error }, "job not added; the sweeper will"));
          });
        });
      } catch (error) {
        throw violatedUnique(error) === "data_exports_one_open" ? alreadyOpen() : error;
      }
      return read(db.em.fork(), viewer, made.id);
    },

    async link(viewer, id, password, address) {
      await prove(viewer, password, "input.password", address);
      const row = await read(db.em.fork(), viewer, id);
      const gone = row.expiresAt !== null && row.expiresAt <= new Date();
      if (row.status !== "READY" || gone) {
        throw new AppError(
          "CONFLICT",
          gone || row.status === "EXPIRED"
            ? "The archive has been removed. Request a new export."
            : "There is no archive yet, or the export failed.",
        );
      }
      await db.transaction(async (em) => note(em, "data-export.link-made", viewer, id, address));
      const lastsMs = Math.min(LINK_MS, row.expiresAt!.getTime() - Date.now());
      const url = await storage.presignGet(archiveKey(id, row.attempt), Math.ceil(lastsMs / 1000));
      return { url, expiresAt: new Date(Date.now() + lastsMs) };
    },

    list: (em, viewer, args) =>
      readConnection<DataExportRow>(
        em,
        { select: DATA_EXPORT_COLUMNS, from: "from data_exports e", conditions: [{ sql: "e.user_id = ?", params: [viewer.id] }] },
        args,
        NEWEST_FIRST,
      ),
  };
}

function alreadyOpen(): AppError {
  return new AppError("CONFLICT", "An export of your data is already in progress.");
}
