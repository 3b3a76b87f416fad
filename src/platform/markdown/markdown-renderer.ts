import { Worker } from "node:worker_threads";
import { AppError } from "../../kernel/errors.js";
import { createFairQueue } from "../../kernel/fair-queue.js";
import { cpuClock } from "../telemetry/cpu-clock.js";
import type { MarkdownAnswer, MarkdownTask } from "./markdown-thread.js";

export interface MarkdownRenderer {
  /**
   * Null if the document takes too long, nests too deeply, or grows too large. Clients take turns, so one with many documents delays
   * only itself. Throws RATE_LIMITED if too much waits.
   */
  render(task: MarkdownTask, client: string): Promise<string | null>;
  close(): Promise<void>;
}

/** Limit of CPU time: a document of 64 KiB gets four seconds and takes one. */
const CPU_MS = 1000;
const CPU_MS_PER_KIB = 50;
const CHECK_MS = 250;
/** Of the thread. Grammars take 100 MiB. */
const MEMORY_MIB = 384;
const MOST_WAITING = 1000;
/** Of HTML. A longer result comes from an input made to expand. */
export const MOST_CHARACTERS = 2 * 1024 * 1024;
const TYPICAL_MS = 20;

interface Waiting {
  task: MarkdownTask;
  resolve(html: string | null): void;
  reject(error: Error): void;
}

/** One thread, started on demand. A document beyond its limits ends the thread; the next one starts another. */
export function createMarkdownRenderer({ refused }: { refused(fault: string): void }): MarkdownRenderer {
  const queue = createFairQueue<Waiting>(MOST_WAITING);
  let thread: Worker | undefined;
  let current: (Waiting & { begun: boolean }) | undefined;
  let closed = false;

  const settle = (html: string | null, fault?: string) => {
    const done = current;
    current = undefined;
    if (fault !== undefined) refused(fault);
    done?.resolve(html);
    next();
  };

  const start = (): Worker => {
    const started = new Worker(new URL("./markdown-thread.js", import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MIB },
    });
    started.unref();
    started.on("message", (answer: MarkdownAnswer) => {
      // A thread that was ended may have had an answer under way.
      if (thread !== started) return;
      if (answer.verb === "begun") return void begin(started);
      if (answer.verb === "refused") return settle(null, answer.fault);
      const isTooLong = answer.html.length > MOST_CHARACTERS;
      settle(isTooLong ? null : answer.html, isTooLong ? `${answer.html.length} characters of HTML` : undefined);
    });
    const end = (error: Error) => {
      if (thread !== started) return;
      thread = undefined;
      if (current?.begun) return settle(null, error.message);
      // Not the document's fault.
      const failed = current;
      current = undefined;
      failed?.reject(error);
      next();
    };
    started.on("error", end);
    started.on("exit", () => end(new Error("the Markdown thread ended")));
    return started;
  };

  /** Watches CPU time, not time: on a busy machine a document may wait, and is not refused for it. */
  const begin = async (worker: Worker) => {
    const begun = current!;
    begun.begun = true;
    const limitMs = CPU_MS + (CPU_MS_PER_KIB * begun.task.source.length) / 1024;
    const used = await cpuClock(worker);
    const check = setInterval(() => void examine(), CHECK_MS);
    check.unref();
    const examine = async () => {
      if (current !== begun) return clearInterval(check);
      const usedMs = await used();
      if (current !== begun || usedMs <= limitMs) return;
      clearInterval(check);
      if (thread === worker) thread = undefined;
      void worker.terminate();
      settle(null, `more than ${Math.round(limitMs)} ms of CPU time`);
    };
  };

  const next = () => {
    if (current || closed) return;
    const waiting = queue.next();
    if (!waiting) return;
    current = { ...waiting, begun: false };
    thread ??= start();
    thread.postMessage(waiting.task);
  };

  const tooBusy = () =>
    new AppError("RATE_LIMITED", "Too many texts are rendered at this moment. Try again in a while.", {
      retryAfterMs: queue.size * TYPICAL_MS,
    });

  return {
    render: (task, client) =>
      new Promise((resolve, reject) => {
        const added = queue.add(client, { task, resolve, reject });
        if (!added) return reject(tooBusy());
        added.displaced?.reject(tooBusy());
        next();
      }),

    async close() {
      closed = true;
      await thread?.terminate();
    },
  };
}
