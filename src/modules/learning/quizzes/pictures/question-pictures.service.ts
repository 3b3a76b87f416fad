import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import type { Env } from "../../../../config/env.js";
import { publicUrlOf } from "../../../../config/public-url.js";
import { AppError } from "../../../../kernel/errors.js";
import { isId, newId } from "../../../../kernel/ids.js";
import { MIB } from "../../../../kernel/units.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { drawQuestionPicture, rawKey } from "./draw-picture.job.js";
import { pictureKey } from "./question-picture.entity.js";

export const PICTURE_LIMITS = {
  /** Bytes of one picture in a file. */
  bytes: 2 * MIB,
  /** Of one import. */
  count: 40,
  /** Of one bank. */
  ofBank: 2000,
  /** Bytes of all pictures of one export. */
  exported: 8 * MIB,
} as const;

const PATIENCE_MS = 90_000;
const WITHOUT_WORKER_MS = 15_000;
/** Path of the route that serves pictures: src/app/http/picture-route.ts. */
export const PICTURES_PATH = "/question-pictures/";
const LINK_SECONDS = 3600;

/** An address of the picture for prose, or why it is refused. */
export type TakenPicture = { url: string } | { refusal: string };

export interface TakenPictures {
  /** Draws a picture of the file anew and stores it. The same content gives the same address. */
  take(base64: string): Promise<TakenPicture>;
  /** Writes the rows of what was taken, in the transaction that stores the questions. CONFLICT beyond the limit of the bank. */
  keep(em: EntityManager, bankId: string): Promise<void>;
}

export interface QuestionPictures {
  /** For one import. In a dry run nothing is stored: every picture of an allowed size is taken. */
  importing(dryRun: boolean): TakenPictures;
  /** For one export: the picture at an address of ours. Null for others, and beyond the limit of an export. */
  exporting(): (url: string) => Promise<{ name: string; content: Buffer } | null>;
  /** An address that serves the picture for a while; null if there is none. */
  addressOf(id: string): Promise<string | null>;
}

interface Dependencies {
  db: Database;
  jobs: Jobs;
  storage: ObjectStorage;
  env: Env;
  log: Logger;
}

export function createQuestionPictures({ db, jobs, storage, env, log }: Dependencies): QuestionPictures {
  const root = `${publicUrlOf(env)}${PICTURES_PATH}`;

  const draw = async (id: string, content: Buffer) => {
    await storage.put(rawKey(id), content, "application/octet-stream");
    try {
      return await jobs.call(drawQuestionPicture, { pictureId: id }, newId(), {
        timeoutMs: PATIENCE_MS,
        withoutWorkerMs: WITHOUT_WORKER_MS,
      });
    } catch (err) {
      log.warn({ pictureId: id, err }, "picture of a question not drawn");
      throw new AppError("SERVICE_UNAVAILABLE", "The pictures of the file could not be processed right now. Try again.", {
        retryAfterMs: 5000,
      });
    } finally {
      await storage.remove(rawKey(id));
    }
  };

  return {
    importing(dryRun) {
      const taken = new Map<string, TakenPicture>();
      const stored: { id: string; sizeBytes: number }[] = [];
      const takeNew = async (content: Buffer): Promise<TakenPicture> => {
        if (content.length === 0) return { refusal: "It is empty." };
        if (content.length > PICTURE_LIMITS.bytes) return { refusal: `It has more than ${PICTURE_LIMITS.bytes / MIB} MiB.` };
        if (taken.size >= PICTURE_LIMITS.count) return { refusal: `A file has at most ${PICTURE_LIMITS.count} pictures.` };
        const id = newId();
        if (dryRun) return { url: root + id };
        const outcome = await draw(id, content);
        if (outcome.status === "REFUSED") return { refusal: outcome.reason };
        stored.push({ id, sizeBytes: outcome.sizeBytes });
        return { url: root + id };
      };
      return {
        async take(base64) {
          const content = Buffer.from(base64, "base64");
          const hash = createHash("sha256").update(content).digest("base64");
          const known = taken.get(hash) ?? (await takeNew(content));
          taken.set(hash, known);
          return known;
        },
        async keep(em, bankId) {
          if (stored.length === 0) return;
          const sql = "select count(*)::int as count from question_pictures where bank_id = ?";
          const [present] = await rows<{ count: number }>(em, sql, [bankId]);
          if (present!.count + stored.length > PICTURE_LIMITS.ofBank)
            throw new AppError("CONFLICT", `The questions of a bank have at most ${PICTURE_LIMITS.ofBank} pictures.`);
          await em.execute(
            `insert into question_pictures (id, bank_id, size_bytes)
             select r.id, ?, r."sizeBytes" from jsonb_to_recordset(?::jsonb) as r(id uuid, "sizeBytes" int)`,
            [bankId, JSON.stringify(stored)],
          );
        },
      };
    },

    exporting() {
      let left = PICTURE_LIMITS.exported;
      return async (url) => {
        const id = url.startsWith(root) ? url.slice(root.length) : "";
        const [picture] = isId(id)
          ? await rows<{ bytes: number }>(db.em.fork(), "select size_bytes as bytes from question_pictures where id = ?", [id])
          : [];
        if (!picture || picture.bytes > left) return null;
        const object = await storage.open(pictureKey(id));
        if (!object) return null;
        left -= picture.bytes;
        return { name: `${id}.webp`, content: await buffer(object.content) };
      };
    },

    async addressOf(id) {
      const found = isId(id) ? await rows(db.em.fork(), "select 1 from question_pictures where id = ?", [id]) : [];
      return found.length > 0 ? storage.presignGet(pictureKey(id), LINK_SECONDS) : null;
    },
  };
}
