import type { Module } from "../../contracts/module.js";
import { AvatarResolver, FileResolver } from "./file.resolver.js";
import { createFilesService, type FilesService } from "./files.service.js";
import { startOrphanSweeper } from "./orphans.js";
import { processUpload, startUploadWorker } from "./process-upload.job.js";
import { storageNodes } from "./storage.nodes.js";
import { storagePermissions } from "./storage.permissions.js";
import { storagePersonalData } from "./storage.personal-data.js";
import { Avatar, StoredFile } from "./stored-file.entity.js";

declare module "../../contracts/module.js" {
  interface Services {
    files: FilesService;
  }
}

export default {
  name: "storage",
  exports: ["file.type", "files.service", "process-upload.job", "stored-file.entity", "text-of-upload", "upload-rules"],
  entities: [StoredFile, Avatar],
  objects: "select rendition ->> 'key' as key from files, jsonb_array_elements(renditions) rendition where status = 'READY'",
  permissions: storagePermissions,
  resolvers: [FileResolver, AvatarResolver],
  jobs: [processUpload],
  personalData: storagePersonalData,

  wire(platform) {
    const files = createFilesService(platform);
    return {
      services: { files },
      resolvers: [new FileResolver(files), new AvatarResolver(files)],
      nodes: storageNodes,
      workers: [async () => startUploadWorker(platform), async () => startOrphanSweeper(platform)],
    };
  },
} satisfies Module;
