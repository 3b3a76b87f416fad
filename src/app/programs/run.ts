import { ConfigurationError, readEnv, type Env } from "../../config/env.js";
import { AppError } from "../../kernel/errors.js";
import { BackupError } from "../../platform/backup/manifest.js";
import { exitOnSignals } from "../../platform/shutdown.js";
import { originalPlaces } from "../../platform/telemetry/stack-trace.js";
import type { Platform } from "../../platform/platform.js";

/**
 * Runs a long-lived process: reads the configuration, starts, and shuts down gracefully on a signal. Exit code 1 if it can't start.
 */
export async function run(start: (env: Env) => Promise<Platform>): Promise<void> {
  try {
    const platform = await start(readEnv());
    exitOnSignals(platform.shutdown, platform.log);
    process.on("unhandledRejection", (error) => platform.log.error({ err: error }, "unhandled rejection"));
  } catch (error) {
    fail(error);
  }
}

/** Runs a command to completion, then exits. Exit code 1 if it fails. */
export async function runCommand(command: (env: Env) => Promise<void>): Promise<void> {
  try {
    await command(readEnv());
    process.exit(0);
  } catch (error) {
    fail(error);
  }
}

function fail(error: unknown): never {
  const isForReading = [ConfigurationError, AppError, BackupError].some((kind) => error instanceof kind);
  console.error(isForReading ? (error as Error).message : described(error));
  process.exit(1);
}

function described(error: unknown): unknown {
  return error instanceof Error && error.stack ? `${error.name}: ${error.message}\n${originalPlaces(error.stack)}` : error;
}
