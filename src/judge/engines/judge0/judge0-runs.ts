/**
 * Runs submissions on Judge0: those of one moment are sent in one batch, and one loop asks for all that are not finished, so that the number
 * of requests does not grow with that of judgings.
 */
import { setTimeout as delay } from "node:timers/promises";
import { MIB } from "../../../kernel/units.js";
import { MachineBusy, SandboxError } from "../../sandbox/sandbox.js";
import { EngineCannot } from "../engine.js";
import { createdBatch, type Judge0Result, type Judge0Submission, readBatch, RESULT_FIELDS } from "./judge0-api.js";
import type { Judge0Http } from "./judge0-http.js";
import { isFinished } from "./judge0-outcome.js";

export interface Judge0Runs {
  /**
   * Resolves with its result once it has one. Rejects like a request, with EngineCannot if Judge0 refuses the submission, with MachineBusy
   * after `patienceMs`, or with the signal's reason. Judge0 has no way to stop a run: an aborted one ends at its own limits.
   */
  run(submission: Judge0Submission, options: { patienceMs: number; signal?: AbortSignal }): Promise<Judge0Result>;
  close(): void;
}

/** MAX_SUBMISSION_BATCH_SIZE of Judge0, unless its operator changed it. */
const BATCH_MAX = 20;
/** Requests above that are sent on their own. */
const BATCH_MAX_CHARACTERS = 8 * MIB;
/** Runs of several tests begin within this. */
const GATHER_MS = 15;
const FIRST_POLL_MS = 100;
const LONGEST_POLL_MS = 2000;
const POLL_GROWTH = 1.5;

interface Wanted {
  submission: Judge0Submission;
  signal: AbortSignal | undefined;
  sent: PromiseWithResolvers<string>;
}

interface Awaited {
  token: string;
  until: number;
  result: PromiseWithResolvers<Judge0Result>;
}

export function createJudge0Runs(http: Judge0Http): Judge0Runs {
  const closing = new AbortController();
  let wanted: Wanted[] = [];
  const running = new Map<string, Awaited>();
  let gathering: NodeJS.Timeout | undefined;
  let polling = false;
  let pollMs = FIRST_POLL_MS;

  const flush = (): void => {
    gathering = undefined;
    const all = wanted.filter(({ signal, sent }) => !signal?.aborted || void sent.reject(signal.reason));
    wanted = [];
    for (const batch of batchesOf(all)) {
      sendBatch(batch).catch((error: unknown) => {
        for (const { sent } of batch) sent.reject(error);
      });
    }
  };

  const sendBatch = async (batch: Wanted[]): Promise<void> => {
    const body = { submissions: batch.map(({ submission }) => submission) };
    const created = await http.post("/submissions/batch?base64_encoded=true", body, createdBatch, closing.signal);
    batch.forEach(({ sent }, index) => {
      const answer = created[index];
      if (answer && "token" in answer && typeof answer.token === "string") sent.resolve(answer.token);
      else if (answer) sent.reject(new EngineCannot(`Judge0 refuses the submission: ${reasonsOf(answer as Record<string, string[]>)}.`));
      else sent.reject(new SandboxError("Judge0 answered with fewer submissions than were sent."));
    });
  };

  const poll = async (): Promise<void> => {
    if (polling) return;
    polling = true;
    try {
      while (running.size > 0) {
        await delay(pollMs, undefined, { signal: closing.signal });
        pollMs = Math.min(LONGEST_POLL_MS, pollMs * POLL_GROWTH);
        const asked = [...running.values()];
        for (let first = 0; first < asked.length; first += BATCH_MAX) await ask(asked.slice(first, first + BATCH_MAX));
      }
    } catch (error) {
      for (const { result } of running.values()) result.reject(error);
      running.clear();
    } finally {
      polling = false;
    }
  };

  const ask = async (some: Awaited[]): Promise<void> => {
    const tokens = some.map(({ token }) => token).join(",");
    const path = `/submissions/batch?tokens=${tokens}&base64_encoded=true&fields=${RESULT_FIELDS}`;
    const { submissions } = await http.get(path, readBatch, closing.signal);
    const byToken = new Map(submissions.flatMap((result) => (result ? [[result.token, result] as const] : [])));
    for (const { token, until, result } of some) {
      const found = byToken.get(token);
      if (!found) result.reject(new SandboxError("Judge0 does not know the submission any more."));
      else if (isFinished(found)) {
        result.resolve(found);
        // Others that began at the same time end now.
        pollMs = FIRST_POLL_MS;
      } else if (performance.now() > until) result.reject(new MachineBusy("Judge0 did not get to the submission in time."));
      else continue;
      running.delete(token);
    }
  };

  return {
    async run(submission, { patienceMs, signal }) {
      signal?.throwIfAborted();
      if (closing.signal.aborted) throw new SandboxError("The engine is closed.");
      const sent = Promise.withResolvers<string>();
      wanted.push({ submission, signal, sent });
      gathering ??= setTimeout(flush, GATHER_MS);
      const token = await sent.promise;
      signal?.throwIfAborted();
      const result = Promise.withResolvers<Judge0Result>();
      running.set(token, { token, until: performance.now() + patienceMs, result });
      pollMs = FIRST_POLL_MS;
      const forget = (): void => {
        running.delete(token);
        result.reject(signal!.reason);
      };
      signal?.addEventListener("abort", forget, { once: true });
      void poll();
      return result.promise.finally(() => signal?.removeEventListener("abort", forget));
    },
    close() {
      clearTimeout(gathering);
      const error = new SandboxError("The engine is closed.");
      for (const { sent } of wanted.splice(0)) sent.reject(error);
      closing.abort(error);
    },
  };
}

function batchesOf(all: readonly Wanted[]): Wanted[][] {
  const batches: Wanted[][] = [];
  let characters = 0;
  for (const one of all) {
    const size = one.submission.source_code.length + one.submission.stdin.length;
    const last = batches.at(-1);
    if (!last || last.length === BATCH_MAX || characters + size > BATCH_MAX_CHARACTERS) {
      batches.push([one]);
      characters = size;
    } else {
      last.push(one);
      characters += size;
    }
  }
  return batches;
}

/** The fields are ours, and the messages name limits. */
function reasonsOf(problems: Record<string, string[]>): string {
  return Object.entries(problems)
    .map(([field, messages]) => `${field} ${messages.join(", ")}`)
    .join("; ")
    .slice(0, 500);
}
