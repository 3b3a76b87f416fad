import { Worker } from "node:worker_threads";
import { AppError } from "../kernel/errors.js";
import type { PasswordAnswer, PasswordTask } from "./password-thread.js";

/** bcrypt ignores every byte after the 72nd, so longer passwords are refused rather than cut. */
export const PASSWORD_MAX_BYTES = 72;

export interface Passwords {
  hash(password: string): Promise<string>;
  /**
   * With hash null (no such account, or one without a password) answers false. It takes the same time for every hash up
   * to the cost of today: what a hash of less cost saves is spent on others.
   */
  verify(password: string, hash: string | null): Promise<boolean>;
  /** Whether the hash was made at less than the cost of today. */
  isOutdated(hash: string): boolean;
  close(): Promise<void>;
}

export interface PasswordsOptions {
  cost: number;
  threads: number;
  /** Hashes that may wait. Beyond that the answer is RATE_LIMITED, so that a flood can't pile up. */
  mostWaiting: number;
}

type Work = Omit<Extract<PasswordTask, { verb: "hash" }>, "id"> | Omit<Extract<PasswordTask, { verb: "verify" }>, "id">;

interface Waiting {
  work: Work;
  resolve(result: string | boolean): void;
  reject(error: Error): void;
}

/** What a hash takes is measured as they are made; so much is taken for it before the first. */
const TYPICAL_HASH_MS = 300;

/** A pool of threads, each started when there is work for it. Work waits here, in order, not in the threads. */
export function createPasswords({ cost, threads, mostWaiting }: PasswordsOptions): Passwords {
  const queue: Waiting[] = [];
  const idle: Worker[] = [];
  const busy = new Map<Worker, Waiting>();
  let closed = false;
  let hashMs = TYPICAL_HASH_MS;

  const start = () => {
    const worker = new Worker(new URL("./password-thread.js", import.meta.url));
    worker.unref();
    worker.on("message", ({ result }: PasswordAnswer) => {
      const done = busy.get(worker);
      busy.delete(worker);
      idle.push(worker);
      done?.resolve(result);
      next();
    });
    const fail = (error: Error) => {
      busy.get(worker)?.reject(error);
      busy.delete(worker);
      const place = idle.indexOf(worker);
      if (place >= 0) idle.splice(place, 1);
      if (!closed) next();
    };
    worker.on("error", fail);
    worker.on("exit", () => fail(new Error("the password thread ended")));
    return worker;
  };

  const next = () => {
    while (queue.length > 0 && (idle.length > 0 || busy.size < threads)) {
      const worker = idle.pop() ?? start();
      const waiting = queue.shift()!;
      busy.set(worker, waiting);
      worker.postMessage({ ...waiting.work, id: 0 } satisfies PasswordTask);
    }
  };

  const ask = (work: Work) => {
    if (queue.length >= mostWaiting) {
      const retryAfterMs = Math.ceil((queue.length * hashMs) / threads);
      throw new AppError("RATE_LIMITED", "Too many people sign in at this moment. Try again in a while.", { retryAfterMs });
    }
    return new Promise<string | boolean>((resolve, reject) => {
      queue.push({ work, resolve, reject });
      next();
    });
  };

  const hashAt = async (password: string, at: number) => (await ask({ verb: "hash", password, cost: at })) as string;
  const dummies = new Map<number, Promise<string>>();
  const dummyOf = (at: number) => {
    let known = dummies.get(at);
    if (!known) {
      known = hashAt("no account has this password", at).catch((error: unknown) => {
        dummies.delete(at); // refused under load; the next sign-in tries again
        throw error;
      });
      dummies.set(at, known);
    }
    return known;
  };
  const compare = async (password: string, hash: string) => {
    const begun = performance.now();
    const answer = (await ask({ verb: "verify", password, hash })) === true;
    if (queue.length === 0) hashMs = 0.8 * hashMs + 0.2 * (performance.now() - begun);
    return answer;
  };

  return {
    hash: (password) => hashAt(password, cost),

    async verify(password, known) {
      const correct = await compare(password, known ?? (await dummyOf(cost)));
      // Each step of cost doubles the work, so a hash of cost c and one of each from c to today's below make up today's.
      for (let at = known === null ? cost : costOf(known); at < cost; at++) await compare(password, await dummyOf(at));
      return known !== null && correct;
    },

    isOutdated: (hash) => costOf(hash) < cost,

    async close() {
      closed = true;
      await Promise.all([...idle, ...busy.keys()].map((worker) => worker.terminate()));
    },
  };
}

/** `$2b$12$…` is of cost 12. */
function costOf(hash: string): number {
  return Number(hash.split("$")[2]);
}
