import { Worker } from "node:worker_threads";
import { AppError } from "../kernel/errors.js";
import type { PasswordAnswer, PasswordTask } from "./password-thread.js";

/** bcrypt ignores every byte after the 72nd, so longer passwords are refused rather than cut. */
export const PASSWORD_MAX_BYTES = 72;

export interface Passwords {
  hash(password: string): Promise<string>;
  /** With hash null (no such account) spends the same time and answers false. */
  verify(password: string, hash: string | null): Promise<boolean>;
  close(): Promise<void>;
}

const MAX_QUEUED = 64;
const TYPICAL_HASH_MS = 300;

/** One thread, started at first use. Beyond MAX_QUEUED waiting hashes the answer is RATE_LIMITED, so a flood can't pile up. */
export function createPasswords({ cost }: { cost: number }): Passwords {
  let thread: Worker | undefined;
  let nextId = 0;
  const waiting = new Map<number, { resolve: (result: string | boolean) => void; reject: (error: Error) => void }>();
  let dummyHash: Promise<string> | undefined;

  const start = () => {
    const worker = new Worker(new URL("./password-thread.js", import.meta.url));
    worker.unref();
    worker.on("message", ({ id, result }: PasswordAnswer) => {
      waiting.get(id)?.resolve(result);
      waiting.delete(id);
    });
    worker.on("error", (error) => {
      for (const { reject } of waiting.values()) reject(error as Error);
      waiting.clear();
      thread = undefined;
    });
    return worker;
  };

  const ask = (task: Omit<Extract<PasswordTask, { verb: "hash" }>, "id"> | Omit<Extract<PasswordTask, { verb: "verify" }>, "id">) => {
    if (waiting.size >= MAX_QUEUED) {
      throw new AppError("RATE_LIMITED", "Too many sign-ins at once. Try again in a moment.", {
        retryAfterMs: MAX_QUEUED * TYPICAL_HASH_MS,
      });
    }
    thread ??= start();
    const id = nextId++;
    return new Promise<string | boolean>((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      thread!.postMessage({ ...task, id });
    });
  };

  const hash = async (password: string) => (await ask({ verb: "hash", password, cost })) as string;

  return {
    hash,
    async verify(password, known) {
      dummyHash ??= hash("no account has this password").catch((error: unknown) => {
        dummyHash = undefined; // refused under load; the next sign-in tries again
        throw error;
      });
      const answer = await ask({ verb: "verify", password, hash: known ?? (await dummyHash) });
      return known !== null && answer === true;
    },
    async close() {
      await thread?.terminate();
    },
  };
}
