import type { Env } from "../../../config/env.js";
import type { Database } from "../../../platform/database/database.js";
import type { Jobs } from "../../../platform/jobs/jobs.js";
import type { Logger } from "../../../platform/telemetry/logger.js";
import type { ObjectStorage } from "../../../platform/storage/object-storage.js";
import type { RateLimiter } from "../../../platform/redis/rate-limit.js";
import type { Module } from "../../contracts/module.js";
import { AvatarResolver, FileResolver } from "./file.resolver.js";
import { createFilesService } from "./files.service.js";
import { startOrphanSweeper } from "./orphans.js";
import { processUpload, startUploadWorker } from "./process-upload.job.js";
import { storageNodes } from "./storage.nodes.js";
import { storagePersonalData } from "./storage.personal-data.js";
import { Avatar, StoredFile } from "./stored-file.entity.js";

export const storageEntities = [StoredFile, Avatar];

/** Selects the keys of objects that rows speak of, for backups. */
export const storageObjects =
  "select rendition ->> 'key' as key from files, jsonb_array_elements(renditions) rendition where status = 'READY'";

interface Dependencies {
  db: Database;
  jobs: Jobs;
  storage: ObjectStorage;
  limiter: RateLimiter;
  env: Env;
  log: Logger;
}

export function storageModule(dependencies: Dependencies): Module {
  const files = createFilesService(dependencies);
  return {
    resolvers: [new FileResolver(files), new AvatarResolver(files)],
    nodes: storageNodes,
    jobs: [processUpload],
    personalData: storagePersonalData(dependencies),
    workers: [async () => startUploadWorker(dependencies), async () => startOrphanSweeper(dependencies)],
  };
}
