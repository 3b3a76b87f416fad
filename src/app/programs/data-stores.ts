import type { Env } from "../../config/env.js";
import { AppError } from "../../kernel/errors.js";
import type { BackupDependencies } from "./backup.js";
import { ENTITIES } from "../declared.js";
import { openDatabase, openStorage } from "../platform.js";

/** Opens only PostgreSQL and the object storage, without statement timeout: for commands that process all data. */
export async function openDataStores(env: Env, print: (line: string) => void): Promise<BackupDependencies & { close(): Promise<void> }> {
  // One connection holds a transaction while another runs queries.
  const pool = { DATABASE_POOL_MAX: Math.max(3, env.DATABASE_POOL_MAX), DATABASE_STATEMENT_TIMEOUT_MS: 0 };
  const db = await openDatabase({ ...env, ...pool }, ENTITIES);
  const storage = openStorage(env);
  const close = async () => {
    storage.close();
    await db.close();
  };
  return { db, storage, print, close };
}

/** Parses `FOLDER` and the optional `flag`, in any order. Throws for anything else. */
export function folderAndFlag(words: readonly string[], command: string, flag: string): [folder: string, isGiven: boolean] {
  const [folder, ...rest] = words.filter((word) => word !== flag);
  if (!folder || folder.startsWith("-") || rest.length > 0) {
    throw new AppError("BAD_USER_INPUT", `Usage: npm run ${command} -- FOLDER [${flag}]`);
  }
  return [folder, words.includes(flag)];
}
