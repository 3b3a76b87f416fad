import { SECOND_MS } from "../../kernel/units.js";
import type { Platform } from "../../platform/platform.js";
import type { Origins } from "./origins.js";

const RETRY_MS = 5 * SECOND_MS;

/** Allows web pages to upload directly to the bucket. Runs in the background at start, and retries until the storage answers. */
export function openBucketTo({ patterns }: Origins, { storage, log, shutdown }: Pick<Platform, "storage" | "log" | "shutdown">): void {
  let timer: NodeJS.Timeout | undefined;
  const set = async () => {
    try {
      await storage.prepare();
      await storage.allowOrigins(patterns);
    } catch (error) {
      if (isFinal(error)) log.warn({ err: error }, "CORS rule of the bucket not set: browsers cannot upload without it");
      else timer = setTimeout(() => void set(), RETRY_MS);
    }
  };
  shutdown.add("bucket origins", () => clearTimeout(timer));
  void set();
}

/** If the key lacks permission or the storage does not support CORS rules (501), retrying is useless. */
function isFinal(error: unknown): boolean {
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode ?? 0;
  return (status >= 400 && status < 500) || status === 501;
}
