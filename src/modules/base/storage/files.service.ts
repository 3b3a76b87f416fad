import { ref } from "@mikro-orm/core";
import { isAdmin, mayAuthorSomething } from "../../../access/policy.js";
import type { SignedIn } from "../../../access/viewer.js";
import type { Env } from "../../../config/env.js";
import { readConnection, newestFirst, type ListSql } from "../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../graphql/pagination.js";
import { AppError, badInput, notFound } from "../../../kernel/errors.js";
import { newId } from "../../../kernel/ids.js";
import { createTurns } from "../../../kernel/turns.js";
import { HOUR_MS, MIB, MINUTE_MS } from "../../../kernel/units.js";
import { rows, violatedReference, type Database, type EntityManager } from "../../../platform/database/database.js";
import type { Jobs } from "../../../platform/jobs/jobs.js";
import type { Logger } from "../../../platform/telemetry/logger.js";
import type { ObjectStorage } from "../../../platform/storage/object-storage.js";
import type { RateLimiter } from "../../../platform/redis/rate-limit.js";
import { User } from "../users/user.entity.js";
import { keysOf } from "./orphans.js";
import { processUpload, uploadKey } from "./process-upload.job.js";
import { Avatar, StoredFile, type FilePurpose, type FileStatus, type Rendition } from "./stored-file.entity.js";
import { cleanFileName, DATA_PURPOSES, UPLOAD_RULES } from "./upload-rules.js";

export interface FileRow {
  id: string;
  ownerId: string;
  purpose: FilePurpose;
  status: FileStatus;
  fileName: string;
  contentType: string;
  sizeBytes: number;
  reason: string | null;
  renditions: Rendition[];
  createdAt: Date;
}

export interface Upload {
  url: string;
  headers: { name: string; value: string }[];
  expiresAt: Date;
}

export interface FilesService {
  /** Creates a PENDING file and an upload URL that accepts only the declared type and size. */
  requestUpload(
    viewer: SignedIn,
    promised: { purpose: FilePurpose; fileName: string; contentType: string; sizeBytes: number },
  ): Promise<{ file: FileRow; upload: Upload }>;
  /** Inspects the upload. BAD_USER_INPUT if it is missing or rejected; SERVICE_UNAVAILABLE without a worker. */
  completeUpload(viewer: SignedIn, fileId: string): Promise<FileRow>;
  read(em: EntityManager, viewer: SignedIn, fileId: string): Promise<FileRow>;
  list(em: EntityManager, viewer: SignedIn, page: PageArgs): Promise<Connection<FileRow>>;
  /** CONFLICT for a file that was handed in. */
  remove(viewer: SignedIn, fileId: string): Promise<void>;
  /** Null removes the picture. The previous picture and its objects are removed. */
  setAvatar(viewer: SignedIn, fileId: string | null): Promise<void>;
  /** URL of a rendition: permanent for public files behind a CDN, otherwise expiring. */
  urlOf(rendition: Rendition): Promise<string>;
}

/** Recently processed uploads per account: accounts with fewer have priority. */
const TURNS = { name: "upload-turns", most: 10_000, windowMs: 5 * MINUTE_MS };
const UPLOAD_MS = 15 * MINUTE_MS;
const LINK_SECONDS = 3600;
/** Longer than the worker's limit for a picture: see images.ts. */
const PATIENCE_MS = 1.5 * MINUTE_MS;
const WITHOUT_WORKER_MS = 15_000;
/** Per account: enough for years of coursework, too little for a film collection. */
const QUOTA_BYTES = 500 * MIB;
/** Data not yet used. */
const DATA_QUOTA_BYTES = 1024 * MIB;

export const FILE_COLUMNS = `f.id, f.owner_id as "ownerId", f.purpose, f.status, f.file_name as "fileName", f.content_type as "contentType",
  f.size_bytes as "sizeBytes", f.reason, f.renditions, f.created_at as "createdAt"`;

const NEWEST_FIRST = newestFirst<FileRow>("f.id");

interface Dependencies {
  db: Database;
  jobs: Jobs;
  storage: ObjectStorage;
  limiter: RateLimiter;
  env: Env;
  log: Logger;
}

export function createFilesService({ db, jobs, storage, limiter, env, log }: Dependencies): FilesService {
  // One upload per account at a time, so that no account can occupy all slots of a worker.
  const inTurn = createTurns();
  const fork = () => db.em.fork();

  const read = async (em: EntityManager, viewer: SignedIn, fileId: string): Promise<FileRow> => {
    const [row] = await rows<FileRow>(em, `select ${FILE_COLUMNS} from files f where f.id = ?`, [fileId]);
    if (!row || (row.ownerId !== viewer.id && !isAdmin(viewer))) throw notFound("file");
    return row;
  };

  const own = async (viewer: SignedIn, fileId: string): Promise<FileRow> => {
    const row = await read(fork(), viewer, fileId);
    if (row.ownerId !== viewer.id) throw new AppError("FORBIDDEN", "This file belongs to another account.");
    return row;
  };

  /** First the row: if another row needs the file, its objects stay. */
  const discard = (file: Pick<FileRow, "id" | "renditions">) =>
    db.transaction(async (tx) => {
      await tx.execute("delete from files where id = ?", [file.id]);
      await Promise.all(keysOf(file).map((key) => storage.remove(key)));
    });

  return {
    read,

    async requestUpload(viewer, { purpose, fileName, contentType, sizeBytes }) {
      const { maxBytes, types, mostPerHour } = UPLOAD_RULES[purpose];
      const isData = DATA_PURPOSES.includes(purpose);
      if (isData && !mayAuthorSomething(viewer))
        throw new AppError("FORBIDDEN", "Test data and packages are uploaded by instructors and admins.");
      if (types && !types.has(contentType)) {
        throw badInput("input.contentType", `Allowed types: ${[...types].join(", ")}.`, "UNKNOWN_VALUE");
      }
      if (sizeBytes > maxBytes) {
        const message = `At most ${maxBytes} bytes are allowed.`;
        throw new AppError("PAYLOAD_TOO_LARGE", message, {
          limitBytes: maxBytes,
          fields: [{ field: "input.sizeBytes", code: "OUT_OF_RANGE", message, minimum: 1, maximum: maxBytes, actual: sizeBytes }],
        });
      }
      const limit = {
        name: isData ? `${purpose === "TEST_DATA" ? "test" : "package"}-uploads` : "uploads",
        most: mostPerHour,
        windowMs: HOUR_MS,
      };
      const refused = await limiter.take(limit, viewer.id);
      if (refused) throw new AppError("RATE_LIMITED", `At most ${mostPerHour} uploads of this kind per hour.`, refused);
      const em = fork();
      const [used] = await rows<{ bytes: string }>(
        em,
        "select coalesce(sum(size_bytes), 0) as bytes from files where owner_id = ? and (purpose in (?)) = ?",
        [viewer.id, DATA_PURPOSES, isData],
      );
      const quotaBytes = isData ? DATA_QUOTA_BYTES : QUOTA_BYTES;
      if (Number(used?.bytes) + sizeBytes > quotaBytes) {
        const limitBytes = quotaBytes;
        throw new AppError("CONFLICT", `Your files of this kind may have ${quotaBytes} bytes together. Delete some first.`, { limitBytes });
      }
      const file = Object.assign(new StoredFile(), {
        id: newId(),
        owner: ref(User, viewer.id),
        purpose,
        fileName: cleanFileName(fileName),
        contentType,
        sizeBytes,
      });
      await em.persist(file).flush();
      const url = await storage.presignPut(uploadKey(file.id), { contentType, sizeBytes, expiresSeconds: UPLOAD_MS / 1000 });
      return {
        file: { ...(await read(fork(), viewer, file.id)) },
        upload: { url, headers: [{ name: "content-type", value: contentType }], expiresAt: new Date(Date.now() + UPLOAD_MS) },
      };
    },

    async completeUpload(viewer, fileId) {
      await own(viewer, fileId);
      const turn = await limiter.spend(TURNS, viewer.id, 1);
      const rank = turn ? TURNS.most - turn.remaining : 0;
      const look = () =>
        jobs.call(processUpload, { fileId }, newId(), { timeoutMs: PATIENCE_MS, withoutWorkerMs: WITHOUT_WORKER_MS, rank });
      const outcome = await inTurn(viewer.id, look).catch((error: unknown) => {
        log.warn({ fileId, err: error }, "upload not processed");
        throw new AppError("SERVICE_UNAVAILABLE", "Your upload could not be processed right now. It is kept; try again.", {
          retryAfterMs: 5000,
        });
      });
      if (outcome.status === "MISSING") throw badInput("input.fileId", "Nothing was uploaded. PUT the file to the URL first.", "REQUIRED");
      if (outcome.status === "REJECTED") throw badInput("input.fileId", `The file was rejected. ${outcome.reason}`);
      return read(fork(), viewer, fileId);
    },

    async list(em, viewer, args) {
      const list: ListSql = { select: FILE_COLUMNS, from: "from files f", conditions: [{ sql: "f.owner_id = ?", params: [viewer.id] }] };
      return readConnection<FileRow>(em, list, args, NEWEST_FIRST);
    },

    async remove(viewer, fileId) {
      await discard(await own(viewer, fileId)).catch((error: unknown) => {
        throw violatedReference(error)
          ? new AppError("CONFLICT", "This file was handed in for an assignment: it stays with the work.")
          : error;
      });
    },

    async setAvatar(viewer, fileId) {
      if (fileId !== null) {
        const file = await own(viewer, fileId);
        if (file.purpose !== "AVATAR" || file.status !== "READY") {
          throw badInput("input.fileId", "Use a READY file that was uploaded as AVATAR.");
        }
      }
      await db.transaction(async (tx) => {
        const avatar = await tx.findOne(Avatar, { user: viewer.id }, { populate: ["file"] });
        const old = avatar?.file.unwrap() as StoredFile | undefined;
        if (old?.id === fileId) return;
        if (fileId === null) {
          if (avatar) tx.remove(avatar);
        } else {
          await tx.upsert(Avatar, { user: viewer.id, file: fileId, updatedAt: new Date() });
        }
        // The orphan sweeper removes what is left.
        if (old) tx.afterCommit(() => discard(old));
      });
    },

    async urlOf({ key }) {
      if (env.PUBLIC_FILES_URL && key.startsWith("public/"))
        return `${env.PUBLIC_FILES_URL.replace(/\/$/, "")}/${key.slice("public/".length)}`;
      return storage.presignGet(key, LINK_SECONDS);
    },
  };
}

/** A rendition as clients see it. */
export async function renditionOf(files: Pick<FilesService, "urlOf">, rendition: Rendition) {
  const { contentType, sizeBytes, width, height } = rendition;
  return { url: await files.urlOf(rendition), contentType, sizeBytes, width, height };
}
