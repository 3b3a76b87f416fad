import type { LogContext, Options } from "@mikro-orm/core";
import type { Logger } from "../telemetry/logger.js";

/**
 * MikroORM's logging: each SQL statement at level debug; statements that take at least `slowMs` at level warn; warnings and errors.
 * Statements are logged with placeholders and duration, never with values. Silent without a log.
 */
export function statementLogger(log: Logger | undefined, slowMs: number): Pick<Options, "debug" | "loggerFactory" | "slowQueryThreshold"> {
  const logsStatements = log?.isLevelEnabled("debug") ?? false;
  const logQuery = ({ query, took, namespace }: LogContext) => {
    if (namespace === "slow-query") log?.warn({ sql: query, ms: took }, "slow statement");
    else if (logsStatements) log?.debug({ sql: query, ms: took }, "statement");
  };
  return {
    debug: logsStatements ? ["query"] : false,
    ...(slowMs > 0 && { slowQueryThreshold: slowMs }),
    loggerFactory: () => ({
      logQuery,
      log: () => undefined,
      warn: (namespace, message) => log?.warn({ namespace }, message),
      error: (namespace, message) => log?.error({ namespace }, message),
      setDebugMode: () => undefined,
      isEnabled: (namespace) => namespace === "slow-query" || (logsStatements && namespace === "query"),
    }),
  };
}
