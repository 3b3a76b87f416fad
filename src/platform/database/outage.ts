/** Failures of dependencies: the input is not at fault, and a retry can succeed. */
import { setTimeout as delay } from "node:timers/promises";
import { TookTooLong } from "../../kernel/within.js";

/** A dependency is known to be unavailable. */
export class Outage extends Error {
  override name = "Outage";
}

/** Error codes of the operating system: unreachable peer, broken or silent connection, no disk space, no file descriptors. */
const SYSTEM_CODES: ReadonlySet<unknown> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENETDOWN",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENOSPC",
  "EDQUOT",
  "EMFILE",
  "ENFILE",
]);

const SQLSTATE = /^[0-9A-Z]{5}$/;
/**
 * PostgreSQL: connection exceptions, insufficient resources (disk full, too many connections), statement timeout, shutdown or startup,
 * I/O error.
 */
const AWAY_SQLSTATE = /^(08...|53...|57014|57P0[1235]|58030)$/;

/** Messages of the drivers, for errors without a code. */
const MESSAGES = [
  /Connection terminated/,
  /Query read timeout/,
  /timeout exceeded when trying to connect/,
  /Client has encountered a connection error/,
  /Connection is closed/,
  /No space left on device/, // the launcher's refusal
];

/** Is the error, or one of its causes, an outage? A SandboxError is not: the judged program may have caused it. */
export function isOutage(error: unknown): boolean {
  for (let each = error, depth = 0; each instanceof Error && depth < 5; each = each.cause, depth++) {
    if (each.name === "SandboxError") return false;
    if (each instanceof Outage || each instanceof TookTooLong || each.name === "TimeoutError") return true;
    const { code, $fault } = each as { code?: unknown; $fault?: unknown };
    if (SYSTEM_CODES.has(code)) return true;
    if (typeof code === "string" && SQLSTATE.test(code)) return AWAY_SQLSTATE.test(code);
    if ($fault === "server") return true; // what S3 answers with a 5xx
    if (code === undefined && MESSAGES.some((pattern) => pattern.test(each.message))) return true;
  }
  return false;
}

const PAUSE_MS = 500;

/** Repeats the work as long as it fails with an outage. Rejects with any other error, and with the outage once the signal aborts. */
export async function outlast<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted || !isOutage(error)) throw error;
      await delay(PAUSE_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
