/** Runs in worker threads of passwords.ts: bcryptjs is plain JavaScript and would stall every request on the main one. */
import bcrypt from "bcryptjs";
import { setPriority } from "node:os";
import { parentPort } from "node:worker_threads";

export type PasswordTask =
  | { verb: "hash"; password: string; cost: number }
  /** `alsoAt`: costs at which the password is hashed for nothing, so that every answer takes as long. */
  | { verb: "verify"; password: string; hash: string | null; alsoAt: readonly number[] };
export interface PasswordAnswer {
  result: string | boolean;
}

/** Where cores are scarce, requests go first. On Linux process id 0 stands for the calling thread alone. */
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
