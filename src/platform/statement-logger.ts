import type { Options } from "@mikro-orm/core";
import type { Logger } from "./logger.js";

/**
 * What MikroORM may say: each SQL statement at level debug, its text with placeholders, its time and never a value;
 * warnings and errors. Silent without a log.
 */
export function statementLogger(log: Logger | undefined): Pick<Options, "debug" | "loggerFactory"> {
  const logsStatements = log?.isLevelEnabled("debug") ?? false;
  return {
    debug: logsStatements ? ["query"] : false,
    loggerFactory: () => ({
      logQuery: ({ query, took }) => logsStatements && log?.debug({ sql: query, ms: took }, "statement"),
      log: () => undefined,
      warn: (namespace, message) => log?.warn({ namespace }, message),
      error: (namespace, message) => log?.error({ namespace }, message),
      setDebugMode: () => undefined,
      isEnabled: (namespace) => logsStatements && namespace === "query",
    }),
  };
}
