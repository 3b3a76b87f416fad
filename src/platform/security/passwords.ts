import { Worker } from "node:worker_threads";
import { AppError } from "../../kernel/errors.js";
import { createFairQueue } from "../../kernel/fair-queue.js";
import type { PasswordAnswer, PasswordTask } from "./password-thread.js";

/**
 * The form of a password that is hashed: NFKC, so that the way a keyboard composes characters does not matter (NIST SP 800-63B,
 * 3.1.1.2). Older hashes were made from the password as typed, so that form is also tried if it differs.
 */
export function normalizePassword(password: string): string {
  return password.normalize("NFKC");
}

/** bcrypt ignores all bytes after the 72nd, so longer passwords are refused instead of truncated. */
export const PASSWORD_MAX_BYTES = 72;

export interface Passwords {
  /** Throws RATE_LIMITED if a hash would be refused now. Call it before spending or counting anything for the hash. */
  expectRoom(client: string): void;
  /** `client` is the network of the request: clients take turns, so one with many requests delays only itself. */
  hash(password: string, client: string): Promise<string>;
  /** False for a null hash (no such account, or one without a password). Takes equally long for every hash up to the current cost. */
  verify(password: string, hash: string | null, client: string): Promise<boolean>;
  /** Was the hash made at less than the current cost? */
  isOutdated(hash: string): boolean;
  close(): Promise<void>;
}

export interface PasswordsOptions {
  cost: number;
  threads: number;
  /** Limit of queued hashes. Beyond it the network with the most gets RATE_LIMITED, so that a flood can't pile up. */
  mostWaiting: number;
}

interface Waiting {
  task: PasswordTask;
  begun?: number;
  resolve(result: string | boolean): void;
  reject(error: Error): void;
}

/** Estimated duration of a hash before the first was measured. */
const TYPICAL_HASH_MS = 300;

/** A pool of threads, each started on demand. Tasks queue here, clients taking turns, not in the threads. */
export function createPasswords({ cost, threads, mostWaiting }: PasswordsOptions): Passwords {
  const queue = createFairQueue<Waiting>(mostWaiting);
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
      if (done?.begun) hashMs = 0.8 * hashMs + 0.2 * (performance.now() - done.begun);
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
    while (queue.size > 0 && (idle.length > 0 || busy.size < threads)) {
      const worker = idle.pop() ?? start();
      const waiting = queue.next()!;
      busy.set(worker, waiting);
      waiting.begun = performance.now();
      worker.postMessage(waiting.task);
    }
  };

  const tooBusy = () => {
    const retryAfterMs = Math.ceil((queue.size * hashMs) / threads);
    return new AppError("RATE_LIMITED", "Too many sign-ins at the moment. Try again later.", { retryAfterMs });
  };

  const expectRoom = (client: string) => {
    if (!queue.hasRoom(client)) throw tooBusy();
  };

  const compare = async (password: string, hash: string | null, client: string) => {
    const alsoAt = hash === null ? [cost] : costsUpTo(cost, costOf(hash));
    return (await ask({ verb: "verify", password, hash, alsoAt }, client)) === true;
  };

  const ask = async (task: PasswordTask, client: string) => {
    expectRoom(client);
    return new Promise<string | boolean>((resolve, reject) => {
      queue.add(client, { task, resolve, reject })?.displaced?.reject(tooBusy());
      next();
    });
  };

  return {
    expectRoom,

    hash: async (password, client) => (await ask({ verb: "hash", password: normalizePassword(password), cost }, client)) as string,

    async verify(password, hash, client) {
      const normal = normalizePassword(password);
      return (await compare(normal, hash, client)) || (normal !== password && (await compare(password, hash, client)));
    },

    isOutdated: (hash) => costOf(hash) < cost,

    async close() {
      closed = true;
      await Promise.all([...idle, ...busy.keys()].map((worker) => worker.terminate()));
    },
  };
}

/** `$2b$12$…` has cost 12. */
function costOf(hash: string): number {
  return Number(hash.split("$")[2]);
}

/**
 * Each step of cost doubles the work: a hash of cost c plus one each from c to below the current cost take as long as one at the
 * current cost.
 */
function costsUpTo(today: number, from: number): number[] {
  return Array.from({ length: Math.max(0, today - from) }, (_, step) => from + step);
}
