// Where the embedded database of this checkout is to be found, for commands beside a running npm start.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { dataDir, machineDir } from "./paths.mjs";
import { readJson, readStamp } from "./stamps.mjs";

export function embeddedDatabaseUrl() {
  const { postgres: port } = readJson(join(dataDir, "ports.json"), {});
  const file = [join(dataDir, "postgres"), join(machineDir, "postgres")]
    .map((directory) => join(directory, "codequest.password"))
    .find((path) => existsSync(path));
  return port && file ? `postgresql://codequest:${readStamp(file)}@127.0.0.1:${port}/codequest` : undefined;
}
