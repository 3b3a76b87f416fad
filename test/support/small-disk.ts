/** A disk that is soon full, for programs that have to cope with it. Needs root, as the sandbox launcher does. */
import { execFile } from "node:child_process";
import { mkdtemp, rmdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { rootPrefix } from "../../scripts/lib/privilege.mjs";

export interface SmallDisk {
  path: string;
  /** As in `64k` or `32m`. */
  resize(size: string): Promise<void>;
  /** Gives a folder of it to the user who runs the process. */
  giveTo(pid: number, folder: string): Promise<void>;
  remove(): Promise<void>;
}

export async function createSmallDisk(size: string): Promise<SmallDisk> {
  const path = await mkdtemp(join(tmpdir(), "small-disk-"));
  await asRoot("mount", "-t", "tmpfs", "-o", `size=${size},mode=1777`, "small-disk", path);
  await asRoot("chmod", "755", path);
  await asRoot("chown", `${process.getuid!()}:${process.getgid!()}`, path);
  return {
    path,
    resize: (to) => asRoot("mount", "-o", `remount,size=${to}`, path),
    giveTo: (pid, folder) => asRoot("chown", `--reference=/proc/${pid}`, folder),
    async remove() {
      await asRoot("umount", path);
      await rmdir(path);
    },
  };
}

async function asRoot(...words: string[]): Promise<void> {
  const prefix = await rootPrefix();
  if (!prefix) throw new Error("this test mounts a disk: run it as root or as a user with sudo");
  const [command, ...rest] = [...prefix, ...words];
  await promisify(execFile)(command!, rest);
}
