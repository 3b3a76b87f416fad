import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";

/** Paths of a launcher's control groups, by the names of the folders in its run directory. Others come and go meanwhile. */
export function controlGroupsOf(launchers: ReadonlySet<string>): string[] {
  return below("/sys/fs/cgroup", launchers, false);
}

function below(folder: string, names: ReadonlySet<string>, inside: boolean): string[] {
  return foldersOf(folder).flatMap(({ name }) => {
    const path = join(folder, name);
    const own = inside || names.has(name);
    return [...(own ? [path] : []), ...below(path, names, own)];
  });
}

function foldersOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  } catch {
    return [];
  }
}
