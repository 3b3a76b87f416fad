import { Worker } from "node:worker_threads";
import { cpuClock } from "../../../../platform/telemetry/cpu-clock.js";
import type { CodeAnswer, CodeReading, CodeTask } from "./code-thread.js";

export interface CodeReader {
  /** Null if the program takes too long or ends the parser. One at a time: wait for the last one. */
  read(task: CodeTask): Promise<CodeReading | null>;
  close(): Promise<void>;
}

/** CPU time for a program and its starter code, with the loading of a grammar. 64 KiB of ordinary code take a tenth of a second. */
const CPU_MS = 5000;
const CHECK_MS = 500;
const MEMORY_MIB = 256;

/** One thread, started on demand. What goes wrong ends the thread: a parser that has failed may fail again. */
export function createCodeReader({ refused }: { refused(fault: string): void }): CodeReader {
  let thread: Worker | undefined;

  const start = () => {
    const started = new Worker(new URL("./code-thread.js", import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: MEMORY_MIB } });
    started.unref();
    // Without a listener an error between two programs would end the process.
    started.on("error", () => undefined);
    started.on("exit", () => {
      if (thread === started) thread = undefined;
    });
    return started;
  };

  return {
    async read(task) {
      const worker = (thread ??= start());
      const used = await cpuClock(worker);
      const answer = await new Promise<CodeAnswer>((resolve) => {
        const end = (fault: string) => {
          if (thread === worker) thread = undefined;
          void worker.terminate();
          settle({ refused: fault });
        };
        const check = setInterval(() => {
          void used().then((ms) => {
            if (ms > CPU_MS) end(`more than ${CPU_MS} ms of CPU time`);
          });
        }, CHECK_MS);
        const failed = (error: Error) => end(error.message);
        const exited = () => end("the thread ended");
        const settle = (given: CodeAnswer) => {
          clearInterval(check);
          worker.off("message", settle).off("error", failed).off("exit", exited);
          resolve(given);
        };
        worker.on("message", settle).on("error", failed).on("exit", exited);
        worker.postMessage(task);
      });
      if ("reading" in answer) return answer.reading;
      refused(answer.refused);
      return null;
    },

    async close() {
      await thread?.terminate();
    },
  };
}
