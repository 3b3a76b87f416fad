import { pino, type DestinationStream, type Logger, type LoggerOptions } from "pino";
import { originalPlaces } from "./stack-trace.js";

export type { Logger };

/** JSON lines on standard output, if no other destination is given. Log facts as fields; never source code, tokens, passwords or addresses. */
export function createLogger(level: string, role: string, destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: { role, pid: process.pid },
    formatters: { level: (label) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Name, message, code and stack of an error, nothing else: drivers attach queries and parameters to theirs. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack } = error;
  const code = "code" in error ? error.code : undefined;
  return {
    name,
    code,
    message: firstLine(message),
    stack: stack && originalPlaces(stack),
  };
}

function firstLine(text: string): string {
  return (text.split("\n")[0] ?? "").slice(0, 500);
}
