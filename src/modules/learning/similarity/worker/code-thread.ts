/** Runs in the worker thread of code-reader.ts: a hostile program may take long, or end the parser. */
import { setPriority } from "node:os";
import { parentPort } from "node:worker_threads";
import { tokensOf, Unreadable } from "../code/parse.js";
import { sizeOf, withoutStarter } from "../code/parts.js";
import { encodeTokens } from "../code/stored-tokens.js";
import { fingerprintsOf } from "../code/winnow.js";

export interface CodeTask {
  /** Id of a language of the judge. */
  language: string;
  source: string;
  /** What everyone starts from. */
  starter: string;
}
export interface CodeReading {
  /** Tokens of its own. */
  size: number;
  fingerprints: number[];
  tokens: Uint8Array;
}
export type CodeAnswer = { reading: CodeReading } | { refused: string };

/** Everything else takes precedence. On Linux process id 0 means the calling thread only. */
const NICE = 15;
if (process.platform === "linux") setPriority(0, NICE);

parentPort!.on("message", (task: CodeTask) => void read(task));

async function read({ language, source, starter }: CodeTask): Promise<void> {
  try {
    const program = withoutStarter(await tokensOf(language, source), [await tokensOf(language, starter)]);
    const reading = { size: sizeOf(program.hashes), fingerprints: fingerprintsOf(program.hashes), tokens: encodeTokens(program) };
    parentPort!.postMessage({ reading } satisfies CodeAnswer);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    parentPort!.postMessage({ refused: error.message } satisfies CodeAnswer);
  }
}
