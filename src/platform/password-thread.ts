/** Runs in worker threads of passwords.ts: bcryptjs is plain JavaScript and would stall every request on the main one. */
import bcrypt from "bcryptjs";
import { setPriority } from "node:os";
import { parentPort } from "node:worker_threads";

export type PasswordTask =
  { id: number; verb: "hash"; password: string; cost: number } | { id: number; verb: "verify"; password: string; hash: string };
export type PasswordAnswer = { id: number; result: string | boolean };

/** Where cores are scarce, requests go first. On Linux process id 0 stands for the calling thread alone. */
const NICE = 10;
if (process.platform === "linux") setPriority(0, NICE);

parentPort!.on("message", (task: PasswordTask) => {
  const result = task.verb === "hash" ? bcrypt.hashSync(task.password, task.cost) : bcrypt.compareSync(task.password, task.hash);
  parentPort!.postMessage({ id: task.id, result } satisfies PasswordAnswer);
});
