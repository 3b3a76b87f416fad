/** Runs in the worker threads of passwords.ts: bcryptjs is plain JavaScript and would block all requests on the main thread. */
import bcrypt from "bcryptjs";
import { setPriority } from "node:os";
import { parentPort } from "node:worker_threads";

export type PasswordTask =
  | { verb: "hash"; password: string; cost: number }
  /** `alsoAt`: costs at which the password is hashed additionally, so that every answer takes equally long. */
  | { verb: "verify"; password: string; hash: string | null; alsoAt: readonly number[] };
export interface PasswordAnswer {
  result: string | boolean;
}

/** Requests take precedence if CPU is scarce. On Linux process id 0 means the calling thread only. */
const NICE = 10;
if (process.platform === "linux") setPriority(0, NICE);

parentPort!.on("message", (task: PasswordTask) => {
  parentPort!.postMessage({
    result: task.verb === "hash" ? bcrypt.hashSync(task.password, task.cost) : verify(task),
  } satisfies PasswordAnswer);
});

function verify({ password, hash, alsoAt }: Extract<PasswordTask, { verb: "verify" }>): boolean {
  const isCorrect = hash !== null && bcrypt.compareSync(password, hash);
  for (const cost of alsoAt) bcrypt.hashSync(password, cost);
  return isCorrect;
}
