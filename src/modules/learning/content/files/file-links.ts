import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import type { Rendition } from "../../../base/storage/stored-file.entity.js";
import type { FileRenditionType } from "../../../base/storage/file.type.js";

const LINK_SECONDS = 3600;

/** A rendition with an address that serves it for an hour. */
export type FileLinks = (rendition: Rendition) => Promise<FileRenditionType>;

export function createFileLinks({ storage }: { storage: ObjectStorage }): FileLinks {
  return async ({ key, contentType, sizeBytes, width, height }) => ({
    url: await storage.presignGet(key, LINK_SECONDS),
    ...{ contentType, sizeBytes, width, height },
  });
}
