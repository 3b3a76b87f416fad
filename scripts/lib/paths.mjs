// Locations. Embedded data is in the checkout's .data; what other users of the machine must reach (the database if started by root,
// sandbox parts, sandbox roots) is in a folder per checkout below /var/lib/codequest.
import { createHash } from "node:crypto";
import { realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = realpathSync(join(dirname(fileURLToPath(import.meta.url)), "..", ".."));
export const inRoot = (...parts) => join(root, ...parts);

export const dataDir = inRoot(".data");
export const logsDir = inRoot(".data", "logs");
export const mailDir = inRoot(".data", "mail");
/** Code that Node.js has compiled, of the present bundle. */
export const COMPILE_CACHE = inRoot(".data", "compile-cache");

/** Unique per checkout, so that two on one machine never share a database or sandbox parts. */
const checkoutName = `${basename(root)
  .replace(/[^A-Za-z0-9-]/g, "-")
  .slice(0, 24)}-${createHash("sha256").update(root).digest("hex").slice(0, 8)}`;

export const machineDir = join("/var/lib/codequest", checkoutName);
/** Short on purpose: the path of a Unix socket is limited to 107 bytes. */
export const runtimeDir = join("/run/codequest", checkoutName);

export const judgeHome = () => process.env.JUDGE_HOME || join(machineDir, "judge");
