/** Allows one backup at a time per folder: two would remove each other's files. */
import { open, readFile, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { BackupError, FILE_MODE } from "./manifest.js";

const LOCK = "lock";

/** Runs the work under the lock. Takes over the lock of a process of this machine that no longer exists. */
export async function locked<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const file = join(folder, LOCK);
  const mine = `${process.pid} ${hostname()}`;
  const take = async () => {
    const handle = await open(file, "wx", FILE_MODE);
    await handle.writeFile(mine);
    await handle.close();
  };
  try {
    await take();
  } catch (error) {
    if ((error as { code?: string }).code !== "EEXIST") throw error;
    const [pid = "", host = ""] = (await readFile(file, "utf8")).split(" ");
    if (host !== hostname() || isAlive(Number(pid))) {
      throw new BackupError(
        `Another backup uses this folder (process ${pid} on ${host}). If that process no longer exists, remove ${file}.`,
      );
    }
    await rm(file);
    await take();
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code !== "ESRCH";
  }
}
