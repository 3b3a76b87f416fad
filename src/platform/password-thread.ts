/** Runs in a worker thread of passwords.ts: bcryptjs is plain JavaScript and would stall every request on the main one. */
import bcrypt from "bcryptjs";
import { parentPort } from "node:worker_threads";

export type PasswordTask = { id: number } & (
  { verb: "hash"; password: string; cost: number } | { verb: "verify"; password: string; hash: string }
);
export type PasswordAnswer = { id: number; result: string | boolean };

parentPort!.on("message", (task: PasswordTask) => {
  const result = task.verb === "hash" ? bcrypt.hashSync(task.password, task.cost) : bcrypt.compareSync(task.password, task.hash);
  parentPort!.postMessage({ id: task.id, result } satisfies PasswordAnswer);
});
