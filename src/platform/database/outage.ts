/** Failures of what we depend on: nobody's input is wrong, and the same will succeed later. */
import { setTimeout as delay } from "node:timers/promises";
import { TookTooLong } from "../../kernel/within.js";

/** Something we depend on is away, and we know it without asking. */
export class Outage extends Error {
  override name = "Outage";
}

/** Of the system: nobody there, a broken or silent connection, no room left, no descriptors left. */
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
/** PostgreSQL: connection exceptions, insufficient resources (a full disk, too many connections), a statement out of time, shutting down or starting. */
const AWAY_SQLSTATE = /^(08...|53...|57014|57P0[1235]|58030)$/;

/** Of the drivers, where an error has no code. */
const MESSAGES = [
  /Connection terminated/,
  /Query read timeout/,
  /timeout exceeded when trying to connect/,
  /Client has encountered a connection error/,
  /Connection is closed/,
  /No space left on device/, // the launcher's refusal
];

/** Whether the error, or what caused it, is an outage. A sandbox that fails is none: the program in it may be the reason. */
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

/** Does the work, again and again while it ends in an outage. Rejects with any other error, and with the outage once the signal aborts. */
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
