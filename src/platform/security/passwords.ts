import { Worker } from "node:worker_threads";
import { AppError } from "../../kernel/errors.js";
import { createFairQueue } from "../../kernel/fair-queue.js";
import type { PasswordAnswer, PasswordTask } from "./password-thread.js";

/**
 * The form of a password that is hashed: NFKC, so that it does not matter how a keyboard composes its characters (NIST SP
 * 800-63B, 3.1.1.2). Older hashes were made of the password as typed, so that form is tried too where it differs.
 */
export function normalizePassword(password: string): string {
  return password.normalize("NFKC");
}

/** bcrypt ignores every byte after the 72nd, so longer passwords are refused rather than cut. */
export const PASSWORD_MAX_BYTES = 72;

export interface Passwords {
  /** Throws RATE_LIMITED when a hash would be refused now: to be asked before anything is spent or counted on its behalf. */
  expectRoom(client: string): void;
  /** `client` is the network that asks: each has its turn, so that one that asks for much delays itself. */
  hash(password: string, client: string): Promise<string>;
  /**
   * With hash null (no such account, or one without a password) answers false. It takes the same time for every hash up
   * to the cost of today.
   */
  verify(password: string, hash: string | null, client: string): Promise<boolean>;
  /** Whether the hash was made at less than the cost of today. */
  isOutdated(hash: string): boolean;
  close(): Promise<void>;
}

export interface PasswordsOptions {
  cost: number;
  threads: number;
  /** Hashes that may wait. Beyond that the network with the most gets RATE_LIMITED, so that a flood can't pile up. */
  mostWaiting: number;
}

interface Waiting {
  task: PasswordTask;
  begun?: number;
  resolve(result: string | boolean): void;
  reject(error: Error): void;
}

/** What a hash takes is measured as they are made; so much is taken for it before the first. */
const TYPICAL_HASH_MS = 300;

/** A pool of threads, each started when there is work for it. Work waits here, clients by turns, not in the threads. */
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
    return new AppError("RATE_LIMITED", "Too many people sign in at this moment. Try again in a while.", { retryAfterMs });
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

/** `$2b$12$…` is of cost 12. */
function costOf(hash: string): number {
  return Number(hash.split("$")[2]);
}

/** Each step of cost doubles the work, so a hash of cost c and one of each from c to today's below make up one of today's. */
function costsUpTo(today: number, from: number): number[] {
  return Array.from({ length: Math.max(0, today - from) }, (_, step) => from + step);
}
